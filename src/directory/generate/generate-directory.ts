import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Programme } from '../../programme/programme.ts'
import { FILES, type FileName } from '../rules/files.ts'
import type { Progress } from '../say-progress.ts'
import { type CsvFile, openCsv } from '../write-csv.ts'
import { type DirectorySize, type GroupPlan, makeDirectory } from './make-directory.ts'

/** Writes the files of a made-up directory whose groups have the functions of this programme; answers their rows. */
export async function generateDirectory(
  folder: string,
  size: DirectorySize,
  programme: Programme,
  progress: Progress,
): Promise<Readonly<Record<FileName, number>>> {
  await mkdir(folder, { recursive: true })
  const rows = { 'participants.csv': 0, 'contacts.csv': 0, 'groups.csv': 0, 'people.csv': 0, 'cards.csv': 0 }
  const files = new Map<FileName, CsvFile>()
  try {
    for (const { name, columns } of FILES)
      files.set(name, await openCsv(join(folder, name), Object.keys(columns)))
    for (const { file, cells } of makeDirectory(size, groupsOf(programme))) {
      rows[file]++
      const full = files.get(file)?.write(cells)
      if (full !== undefined) await full
      if (file === 'people.csv') progress('writing people.csv', rows[file])
    }
  } finally {
    await Promise.all([...files.values()].map((file) => file.end()))
  }
  return rows
}

/** Which functions are for users and which for Delegated Administrators, the doors say that lead to them. */
function groupsOf({ functions, doors }: Pick<Programme, 'functions' | 'doors'>): readonly GroupPlan[] {
  const led = (isForUsers: boolean) => {
    const open = doors.filter(({ admits }) => admits.some((role) => (role === 'user') === isForUsers))
    return functions.filter(({ id }) => open.some(({ leadsTo }) => leadsTo.includes(id)))
  }
  const alone = (isForUsers: boolean): readonly GroupPlan[] =>
    led(isForUsers).map(({ id, name }) => ({
      name: name.en.replaceAll(/[;/]/g, ' '),
      functions: [id],
      isForUsers,
    }))
  const all = { name: 'All functions', functions: led(true).map(({ id }) => id), isForUsers: true }
  return [all, ...(all.functions.length > 1 ? alone(true) : []), ...alone(false)]
}
