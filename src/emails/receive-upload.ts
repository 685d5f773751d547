import { createHash } from 'node:crypto'
import type { Database } from '../db/transaction.ts'
import { type Lines, readLines } from '../directory/read-lines.ts'
import type { Clock } from '../kernel/clock.ts'
import type { AccountId, ParticipantId, UploadId } from '../kernel/ids.ts'
import type { Randomness } from '../kernel/randomness.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { readUploadHeader, readUploadLine, type UploadRow } from './rules/read-upload-line.ts'
import type { UploadFault, UploadFaultCode } from './rules/upload-fault.ts'
import { beginUpload, cutUpload, endUpload, stageLines } from './upload-store.ts'

export interface ReceivingWorld {
  readonly database: Database
  readonly randomness: Randomness
  readonly clocks: { readonly programme: Clock }
  /** Called once there is a file to look at. */
  readonly uploadReceived: () => void
}

export interface IncomingFile {
  readonly participant: ParticipantId
  readonly account: AccountId
  readonly fileName: string
  readonly chunks: AsyncIterable<Uint8Array>
  /** Asked once the chunks have ended: a file that was cut is as good as none. */
  readonly isWhole: () => boolean
}

const MOST_LINES = 100_000
/** Written in one go: what a process holds of a file of any size. */
const AT_ONCE = 5_000

/**
 * Reads a file as it arrives into the staging tables, a batch and a transaction at a time; nobody's address changes by it.
 * Where the upload breaks off it is left as `cut`; a fault of ours goes on to the caller.
 */
export async function receiveUpload(
  world: ReceivingWorld,
  file: IncomingFile,
  most = MOST_LINES,
): Promise<Result<UploadId, 'cut'>> {
  const { database, clocks } = world
  const { participant } = file
  const id = world.randomness.uuid() as UploadId
  const scope = { as: 'participant', participant } as const
  const now = () => clocks.programme.now()
  await database.write(scope, (tx) => beginUpload(tx, { id, ...file, at: now() }))
  try {
    const digest = createHash('sha256')
    let lines = 0
    for await (const batch of batchesOf(file.chunks, most, (bytes) => digest.update(bytes))) {
      lines += batch.lines
      await database.write(scope, (tx) =>
        stageLines(tx, { id, participant, ...batch, total: lines, at: now() }),
      )
    }
    if (!file.isWhole()) {
      await database.write(scope, (tx) => cutUpload(tx, id, now()))
      return refused('cut')
    }
    await database.write(scope, (tx) => endUpload(tx, { id, sha256: digest.digest(), lines, at: now() }))
  } catch (fault) {
    await database.write(scope, (tx) => cutUpload(tx, id, now())).catch(() => undefined)
    throw fault
  }
  world.uploadReceived()
  return done(id)
}

interface Batch {
  readonly rows: readonly UploadRow[]
  readonly faults: readonly UploadFault[]
  /** Lines below the header that say something. */
  readonly lines: number
}

/** A file that can't be read on is still taken in to its end: a browser shows no answer to an upload it was cut off in. */
async function* batchesOf(
  chunks: AsyncIterable<Uint8Array>,
  most: number,
  seen: (bytes: Uint8Array) => void,
): AsyncGenerator<Batch> {
  const taken: Taken = { batch: emptyBatch(), total: 0, most, over: false }
  for await (const read of wholeLines(chunks, seen)) {
    for (const [index, text] of read.lines.entries()) {
      if (!taken.over) takeLine(taken, text, read.first + index)
      if (taken.batch.lines < AT_ONCE) continue
      yield taken.batch
      taken.batch = emptyBatch()
    }
    if (read.broken !== undefined) endWith(taken, read.first + read.lines.length, read.broken, '')
  }
  if (taken.total === 0 && taken.batch.faults.length === 0) endWith(taken, 1, 'no-lines', '')
  yield taken.batch
}

interface Taken {
  batch: ReturnType<typeof emptyBatch>
  total: number
  readonly most: number
  over: boolean
}

function emptyBatch() {
  return { rows: [] as UploadRow[], faults: [] as UploadFault[], lines: 0 }
}

function takeLine(taken: Taken, text: string, line: number): void {
  if (line === 1) {
    const fault = readUploadHeader(text)
    if (fault !== undefined) endWith(taken, 1, fault.code, fault.detail)
    return
  }
  const read = readUploadLine(text, line)
  if (read === undefined) return
  if (taken.total === taken.most) {
    endWith(taken, line, 'too-many-lines', String(taken.most))
    return
  }
  if (read.ok) taken.batch.rows.push(read.value)
  else taken.batch.faults.push(...read.refusal)
  taken.batch.lines += 1
  taken.total += 1
}

function endWith(taken: Taken, line: number, code: UploadFaultCode, detail: string): void {
  if (!taken.over) taken.batch.faults.push({ line, column: 1, code, detail })
  taken.over = true
}

/** The bytes are counted by who carries them (multipart), so the last line may lack its line break. */
function wholeLines(
  chunks: AsyncIterable<Uint8Array>,
  seen: (bytes: Uint8Array) => void,
): AsyncGenerator<Lines> {
  return readLines(chunks, { seen, lastLine: 'may-be-open' })
}
