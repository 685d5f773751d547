import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A list too long for memory. What is added is on disk after `settle`, and read again in the same order. */
export interface Spool<T> {
  add(item: T): void
  /** To be awaited once a page: until then what was added is in memory. */
  settle(): Promise<void>
  items(): AsyncIterable<T>
  readonly length: number
  close(): Promise<void>
}

/**
 * A file without a name: it is unlinked as soon as it is open, so nothing of it is left on any end of the process,
 * SIGKILL included, and nobody else can open it meanwhile.
 */
export async function openSpool<T>(): Promise<Spool<T>> {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-'))
  const handle = await open(join(folder, 'spool'), 'wx+', 0o600).finally(() =>
    rm(folder, { recursive: true }),
  )
  let waiting: string[] = []
  let length = 0
  async function* items(): AsyncGenerator<T> {
    const input = handle.createReadStream({ start: 0, autoClose: false, encoding: 'utf8' })
    for await (const line of createInterface({ input })) yield JSON.parse(line)
  }
  return {
    add: (item) => {
      waiting.push(`${JSON.stringify(item)}\n`)
      length += 1
    },
    settle: async () => {
      const text = waiting.join('')
      waiting = []
      if (text !== '') await handle.appendFile(text)
    },
    items,
    get length() {
      return length
    },
    close: () => handle.close(),
  }
}
