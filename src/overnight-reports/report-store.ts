import type { Readable } from 'node:stream'
import type { Instant } from '../kernel/instant.ts'

/** Bytes of a file, `from` the first to `to` the last, both of them among it. */
export interface ByteRange {
  readonly from: number
  readonly to: number
}

export interface Kept {
  readonly size: number
  readonly sha256: Buffer
}

/**
 * Where the bytes of reports lie. A key is a report's id: what is under it never changes. Where it can't be used, it throws
 * `StoreUnavailable`.
 */
export interface ReportStore {
  /** Keeps the whole of `content`, or nothing of it where that fails; settles once it would outlive a power cut. */
  put(key: string, content: Readable): Promise<Kept>
  /** Undefined where there is nothing under this key. */
  open(key: string, range: ByteRange): Promise<Readable | undefined>
  /** What a put that was cut left of it goes too. Nothing happens where there is nothing. */
  remove(key: string): Promise<void>
  /** All there is, what a cut put left of itself among it, with the system's time of its keeping. */
  keys(): AsyncIterable<{ readonly key: string; readonly keptAt: Instant }>
  /** Why it can't be used now; undefined where it can. */
  fault(): Promise<string | undefined>
}
