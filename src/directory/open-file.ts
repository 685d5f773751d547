import { createReadStream } from 'node:fs'

/** A file's bytes, a piece at a time. */
export function openFile(path: string): AsyncIterable<Uint8Array> {
  return createReadStream(path, { highWaterMark: 256 * 1024 })
}
