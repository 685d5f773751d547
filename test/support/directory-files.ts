import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { filedCards } from '../../src/cards/read-filed.ts'
import { FIRST } from '../../src/db/authority.ts'
import { type LongWork, openLongWork } from '../../src/db/open-long-work.ts'
import { type Import, importDirectory } from '../../src/directory/import-directory.ts'
import type { Reconciliation } from '../../src/directory/reconciliation.ts'
import { FILES, type FileName } from '../../src/directory/rules/files.ts'
import type { Epoch } from '../../src/kernel/ids.ts'
import { systemRandomness } from '../../src/kernel/system.ts'
import { sealingKeys } from '../../src/sealing/keys.ts'
import { makeSealer } from '../../src/sealing/seal.ts'

/** Rows of the files as a clerk types them, without the first line. */
export type Rows = Partial<Record<FileName, readonly string[]>>

export const FIRM: Rows = {
  'participants.csv': ['C00101,Harbour Lantern Securities Limited,海燈證券有限公司,no,203.0.113.0/24'],
  'contacts.csv': ['C00101,Lau Sze Wing,Compliance,+852 2123 4567,compliance@hl.example'],
  'groups.csv': ['C00101,Dealing,ccms.online', 'C00101,Dealing,ccms.overnight', 'C00101,Admin,dms.security'],
  'people.csv': [
    'HLSDAM01,,Chan Mei Ting,en,C00101,da-maker,Admin,active,chan@hl.example,',
    'HLSDAC01,,Wong Ka Ho,en,C00101,da-checker,Admin,active,wong@hl.example,',
    'HLSUSR01,P7,陳大文,zh-Hant,C00101,user,Dealing,active,tai.man@hl.example,',
  ],
}

/** A folder with these rows under the right first lines; gone with the test. */
export function folderOf(rows: Rows): string {
  const folder = temporaryFolder()
  for (const { name, columns } of FILES)
    writeFileSync(
      join(folder, name),
      [Object.keys(columns).join(','), ...(rows[name] ?? []), ''].join('\r\n'),
    )
  return folder
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-directory-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** FIRM with some lines of people.csv changed, added or (undefined) left out, by User ID. */
export function withPeople(changes: Readonly<Record<string, string | undefined>>): Rows {
  const people = new Map((FIRM['people.csv'] ?? []).map((row) => [row.split(',')[0] ?? '', row]))
  for (const [id, row] of Object.entries(changes)) {
    if (row === undefined) people.delete(id)
    else people.set(id, row)
  }
  return { ...FIRM, 'people.csv': [...people.values()] }
}

export const IMPORTED_AT = Temporal.Instant.from('2023-05-02T09:00+08:00')
const KEYS = sealingKeys([{ id: 1, secret: systemRandomness.bytes(32) }])
const sealer = makeSealer(KEYS, systemRandomness)
export const WORLD = { epoch: 'primary/0' as Epoch, randomness: systemRandomness, sealer }
const FUNCTIONS = new Set(['ccms.online', 'ccms.overnight', 'dms.security'])

type Options = Partial<Omit<Import, 'folder' | 'known'>>

/** One import, over a connection of its own as the command has it. */
export async function tryImport(url: string, folder: string, options: Options = {}) {
  return onLongWork(url, (work) => {
    const asked = {
      apply: true,
      suspendMissing: false,
      approval: undefined,
      at: IMPORTED_AT,
      runBy: 'test@here',
    }
    return importDirectory(
      work,
      WORLD,
      { ...asked, ...options, folder, known: { functions: FUNCTIONS, cards: filedCards(sealer) } },
      () => undefined,
    )
  })
}

export async function bringIn(
  url: string,
  rows: Rows | string,
  options: Options = {},
): Promise<Reconciliation> {
  const report = await tryImport(url, typeof rows === 'string' ? rows : folderOf(rows), options)
  if (!report.ok) throw new Error(report.refusal)
  return report.value
}

export async function onLongWork<T>(url: string, use: (work: LongWork) => Promise<T>): Promise<T> {
  const work = await openLongWork({ url, authority: FIRST }, 'directory test')
  try {
    return await use(work)
  } finally {
    await work.close()
  }
}
