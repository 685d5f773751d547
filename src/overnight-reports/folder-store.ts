import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { access, constants, mkdir, open, opendir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { reasonOf } from '../kernel/reason-of.ts'
import type { ByteRange, Kept, ReportStore } from './report-store.ts'
import { isReportKey } from './rules/report-key.ts'
import { StoreUnavailable } from './store-unavailable.ts'

/** Read ahead for each download: what a thousand slow readers hold together is 64 MB. */
const CHUNK_BYTES = 64 * 1024
const UNFINISHED = '.part'

/** Reports as files of one folder, made where it is missing. A key becomes a file's name, and must be fit for it. */
export function folderStore(folder: string): ReportStore {
  const pathOf = (key: string) => {
    if (!isReportKey(key)) throw new Error(`${key}: no key of a report`)
    return join(folder, key)
  }
  return {
    put: async (key, content) => {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const path = pathOf(key)
      try {
        const kept = await write(`${path}${UNFINISHED}`, content)
        await rename(`${path}${UNFINISHED}`, path)
        await syncFolder(folder)
        return kept
      } catch (fault) {
        await rm(`${path}${UNFINISHED}`, { force: true })
        throw isFull(fault) ? new StoreUnavailable(reasonOf(fault), { isFull: true, cause: fault }) : fault
      }
    },
    open: (key, range) => openFile(pathOf(key), range),
    remove: async (key) => {
      for (const path of [pathOf(key), `${pathOf(key)}${UNFINISHED}`]) await rm(path, { force: true })
    },
    keys: () => filesOf(folder),
    fault: () =>
      access(folder, constants.R_OK | constants.W_OK | constants.X_OK).then(() => undefined, reasonOf),
  }
}

async function write(path: string, content: Readable): Promise<Kept> {
  const hash = createHash('sha256')
  const file = await open(path, 'w', 0o600)
  let size = 0
  try {
    for await (const chunk of content) {
      const bytes = chunk as Uint8Array
      hash.update(bytes)
      size += bytes.length
      await file.writeFile(bytes)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { size, sha256: hash.digest() }
}

/** A file's name outlives a power cut only once its folder is written too. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

/** Not of a FileHandle: Node ends the process where the garbage collector finds one that nobody closed. */
async function openFile(path: string, { from: start, to: end }: ByteRange): Promise<Readable | undefined> {
  const file = createReadStream(path, { start, end, highWaterMark: CHUNK_BYTES })
  const opened = await once(file, 'open').catch(noneIfAbsent)
  return opened && file
}

async function* filesOf(folder: string) {
  const entries = await opendir(folder).catch(noneIfAbsent)
  if (entries === undefined) return
  for await (const { name } of entries) {
    const found = await stat(join(folder, name)).catch(noneIfAbsent)
    const key = name.slice(0, name.length - (name.endsWith(UNFINISHED) ? UNFINISHED.length : 0))
    if (found?.isFile() && isReportKey(key)) yield { key, keptAt: found.mtime.toTemporalInstant() }
  }
}

function isFull(fault: unknown): boolean {
  return fault instanceof Error && ['ENOSPC', 'EDQUOT'].includes((fault as NodeJS.ErrnoException).code ?? '')
}

function noneIfAbsent(fault: NodeJS.ErrnoException): undefined {
  if (fault.code !== 'ENOENT') throw fault
}
