import type { AuditWorld } from '../audit/record-event.ts'
import { openEye } from '../db/look-at-server.ts'
import { type LongWork, openLongWork } from '../db/open-long-work.ts'
import type { Database } from '../db/transaction.ts'
import type { Clock } from '../kernel/clock.ts'
import type { BranchStep } from './rules/branch-steps.ts'
import type { SiteControl } from './site-control.ts'

/** What opening and discarding a branch work with, on the host of its site. */
export interface BranchWork {
  readonly control: SiteControl
  readonly authority: Database
  readonly authorityUrl: string
  readonly audit: AuditWorld
  readonly clock: Clock
  /** Who runs it, as the host knows him: `root@dc2-db1`. */
  readonly by: string
  /** Told of each step that is done. */
  readonly told: (step: BranchStep) => void
}

/** Any number will do that no other advisory lock of the database has. */
export const BRANCH_LOCK = 0x5a11_b4a9

/**
 * One at a time: undefined where another one opens or discards at this moment, on whatever host. The lock is the
 * connection's, so whoever is killed gives it back.
 */
export async function alone<T>(
  work: BranchWork,
  deed: (home: LongWork) => Promise<T>,
): Promise<T | undefined> {
  return withLongWork(work.authorityUrl, async (home) => {
    const [lock] = await home.run<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
      BRANCH_LOCK,
    ])
    return lock?.taken ? deed(home) : undefined
  })
}

export async function withLongWork<T>(url: string, deed: (work: LongWork) => Promise<T>): Promise<T> {
  const eye = openEye(url)
  const seen = await eye.look().finally(() => eye.close())
  if (seen.state === 'lost') throw new Error(seen.reason)
  const work = await openLongWork({ url, authority: seen.authority }, 'sallyport site branch')
  try {
    return await deed(work)
  } finally {
    await work.close()
  }
}

/** Rows of a stream in handfuls, so that a million of them need the memory of one handful. */
export async function* inHandfuls<Row>(rows: AsyncIterable<Row>): AsyncIterable<readonly Row[]> {
  let handful: Row[] = []
  for await (const row of rows) {
    if (handful.push(row) < HANDFUL) continue
    yield handful
    handful = []
  }
  if (handful.length > 0) yield handful
}

const HANDFUL = 5_000
