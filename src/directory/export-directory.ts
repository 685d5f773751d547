import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { LongWork } from '../db/open-long-work.ts'
import { preferWholeSets, provideTables, readHere } from './plan-import.ts'
import { FILES, type FileName } from './rules/files.ts'
import type { Progress } from './say-progress.ts'
import { writeCsv } from './write-csv.ts'

export interface ExportedFile {
  readonly name: FileName
  readonly rows: number
}

/**
 * Writes the directory, as one instant had it, into the files an import reads: brought in again they change nothing.
 * Removed accounts are left out, and accounts without a role, of which a file has no row to tell.
 */
export async function exportDirectory(
  work: LongWork,
  folder: string,
  progress: Progress,
): Promise<readonly ExportedFile[]> {
  await mkdir(folder, { recursive: true })
  await provideTables(work)
  return work.transaction('read only', async () => {
    await preferWholeSets(work)
    progress('reading the directory')
    await readHere(work)
    const written: ExportedFile[] = []
    for (const { name, columns } of FILES) {
      progress(`writing ${name}`)
      const names = Object.keys(columns)
      const rows = toRows(work.stream<Record<string, string>>(ROWS[name]), names)
      written.push({ name, rows: await writeCsv(join(folder, name), names, rows) })
    }
    return written
  })
}

async function* toRows(rows: AsyncIterable<Readonly<Record<string, string>>>, columns: readonly string[]) {
  for await (const row of rows) yield columns.map((column) => row[column] ?? '')
}

const ROWS: Readonly<Record<FileName, string>> = {
  'participants.csv': `
    select key as participant, fields[1] as name_en, fields[2] as name_zh, fields[3] as single_control,
      fields[4] as source_networks
    from here where kind = 'participant' order by key`,
  'contacts.csv': `
    select participant, substr(key, length(participant) + 2) as name, fields[1] as office, fields[2] as telephone,
      fields[3] as email
    from here where kind = 'contact' order by key`,
  'groups.csv': `
    select participant, substr(key, length(participant) + 2) as "group", function
    from here, string_to_table(case fields[1] when '' then ' ' else fields[1] end, ' ') with ordinality as f(function, n)
    where kind = 'group' and (n = 1 or function <> '') order by key, function`,
  'people.csv': `
    select a.key as user_id, a.fields[1] as person, p.fields[1] as display_name, p.fields[2] as language,
      m.participant, split_part(m.key, '/', 3) as role, m.fields[1] as groups, a.fields[2] as status,
      a.fields[3] as registered_email, m.fields[2] as access_rights
    from here m join here a on a.kind = 'account' and a.key = split_part(m.key, '/', 1)
      join here p on p.kind = 'person' and p.key = a.fields[1]
    where m.kind = 'membership' order by m.key`,
  // A hash leaves the house never: its cell is empty, which says nothing to an import.
  'cards.csv': `
    select split_part(key, '/', 1) as user_id, '' as certificate, split_part(key, '/', 2) as issuer,
      split_part(key, '/', 3) as serial, fields[1] as key, fields[2] as subject, fields[3] as not_after,
      fields[4] as "from", fields[5] as state, fields[6] as until, '' as card_password, '' as password_from
    from here where kind = 'card' order by here.key`,
}
