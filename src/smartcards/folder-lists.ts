import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256 } from '../kernel/digest.ts'
import type { ListStore } from './keep-lists.ts'

const ENDING = '.crl'

/** One file a slot. Lists are public and signed: what rests here is judged again when it is read. */
export function folderLists(folder: string): ListStore {
  return {
    read: async () => {
      const names = await readdir(folder).catch(noneYet)
      return Promise.all(
        names.filter((name) => name.endsWith(ENDING)).map((name) => readFile(join(folder, name))),
      )
    },
    keep: async (slot, { list }) => {
      await mkdir(folder, { recursive: true })
      const file = join(folder, `${sha256(Buffer.from(slot)).toString('hex')}${ENDING}`)
      // Of its own process, and put in its place at once: nodes that share the folder never read half a list.
      const part = `${file}.${process.pid}.part`
      await writeFile(part, list.der)
      await rename(part, file)
    },
  }
}

function noneYet(fault: NodeJS.ErrnoException): readonly string[] {
  if (fault.code === 'ENOENT') return []
  throw fault
}
