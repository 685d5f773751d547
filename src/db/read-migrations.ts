import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256 } from '../kernel/digest.ts'

export interface MigrationFile {
  readonly name: string
  readonly text: string
  readonly digest: Buffer
  /**
   * A step that takes something away names the one which made it needless, in its first line: `-- needs: 0043-….sql`. A
   * program that does not know that one still uses what goes. Null: programs older than this step can go on.
   */
  readonly needs: string | null
}

const NAME = /^\d{4}-[a-z0-9-]+\.sql$/
const NEEDS = /^-- needs: (\S+)$/

/** `0001-directory.sql`, `0002-…`, in the order of their names. */
export async function readMigrations(folder: string): Promise<readonly MigrationFile[]> {
  const names = await namesIn(folder)
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8')
      const [, needs = null] = NEEDS.exec(text.slice(0, text.indexOf('\n'))) ?? []
      if (needs !== null && !(needs < name && names.includes(needs)))
        throw new Error(`${name} needs ${needs}, which is not before it`)
      return { name, text, digest: sha256(text), needs }
    }),
  )
}

/** How a program is called among those that may serve: by the number of its last step. */
export async function lastStepOf(folder: string): Promise<number> {
  return stepOf((await namesIn(folder)).at(-1) ?? '')
}

export const stepOf = (name: string) => Number(name.slice(0, 4))

async function namesIn(folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder)).filter((name) => NAME.test(name)).sort()
  if (names.length === 0) throw new Error(`${folder} holds no migrations`)
  return names
}
