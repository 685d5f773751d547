import type { LongWork } from '../db/open-long-work.ts'
import { withClient } from '../db/with-client.ts'
import type { RequestNumber } from '../kernel/ids.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { Branch } from './branch.ts'
import { alone, BRANCH_LOCK, type BranchWork, withLongWork } from './branch-work.ts'
import { readBranch } from './read-branch.ts'
import { OPENING, stepsAfter } from './rules/branch-steps.ts'
import type { RunRefusal } from './rules/may-run.ts'
import { record, runOrder } from './run-order.ts'
import type { BranchServer } from './site-control.ts'
import type { BranchUnderWay } from './store.ts'
import { takeBefore } from './take-digests.ts'

export type BranchRefusal = RunRefusal | 'busy'

/**
 * Opens a branch by an approved request, once. Whoever was killed is followed by whoever asks again by the same request;
 * until the last step is done the branch takes nobody in.
 */
export async function openBranch(
  work: BranchWork,
  request: RequestNumber,
): Promise<Result<Branch, BranchRefusal>> {
  const opened = await alone(work, async (home) => {
    const begun = await runOrder(work, 'open-branch', request)
    if (!begun.ok) return begun
    const { number } = begun.value
    const server = await copied(work, home, begun.value)
    const reached = server.anew ? 'copied' : begun.value.step
    for (const step of stepsAfter(OPENING, reached)) {
      await DOES[step]({ work, home, number, server: server.is })
      await reach(home, number, step)
      work.told(step)
    }
    const branch = await work.authority.read({ as: 'operations' }, readBranch)
    if (branch === null) throw new Error('what was opened is there')
    return done(branch)
  })
  return opened ?? refused('busy')
}

interface Opening {
  readonly work: BranchWork
  readonly home: LongWork
  readonly number: number
  readonly server: BranchServer
}

const DOES: Readonly<Record<(typeof OPENING)[number], (opening: Opening) => Promise<void>>> = {
  ordered: async () => {},
  copied: async () => {},
  marked: mark,
  digested: ({ home, number, server }) =>
    withLongWork(server.superuserUrl, (there) => takeBefore(home, there, number)),
  open,
}

/** Nobody has been in a copy that is gone before it was open: it is made anew. */
async function copied(
  { control, told }: BranchWork,
  home: LongWork,
  { number, step }: BranchUnderWay,
): Promise<{ readonly is: BranchServer; readonly anew: boolean }> {
  const there = step === 'ordered' ? null : await control.branchServer(number)
  if (there !== null) return { is: there, anew: false }
  const is = await control.copyStandby(number)
  const knows = await withLongWork(is.superuserUrl, (copy) =>
    copy.run('select from branch where number = $1', [number]),
  )
  if (knows.length === 0) {
    await control.removeBranch(number)
    throw new Error('the standby is behind: its copy does not hold the order yet. Run it again')
  }
  await home.run('update branch set position = $2, digest_before = null where number = $1', [
    number,
    is.position,
  ])
  await reach(home, number, 'copied')
  told('copied')
  return { is, anew: true }
}

async function mark({ number, server }: Opening): Promise<void> {
  await withClient(server.superuserUrl, async (client) => {
    // Locks are of one database: in the authority itself this one is taken, by whoever opens.
    const { rows } = await client.query('select pg_try_advisory_lock($1) as other', [BRANCH_LOCK])
    if (!rows[0].other) throw new Error('what was copied is the authority itself')
    await client.query('select become_branch($1)', [number])
    await client.query(LETS_IN(0))
  })
}

/** Binds everybody but superusers. */
const LETS_IN = (most: 0 | -1) =>
  `do $$ begin execute format('alter database %I connection limit ${most}', current_database()); end $$`

async function open({ work, number, server }: Opening): Promise<void> {
  await withClient(server.superuserUrl, (client) => client.query(LETS_IN(-1)))
  const at = work.clock.now()
  await work.authority.write({ as: 'operations' }, async (tx) => {
    await tx
      .updateTable('branch')
      .set({ state: 'open', step: 'open', opened_at: at })
      .where('number', '=', number)
      .where('state', '=', 'opening')
      .execute()
    const { position, accounts, digest } = await tx
      .selectFrom('branch')
      .select(['position', 'accounts', 'digest_before as digest'])
      .where('number', '=', number)
      .executeTakeFirstOrThrow()
    const facts = { branch: number, position, accounts, digestBefore: digest?.toString('hex') ?? null }
    await record(tx, work, 'branch.opened', facts, at)
  })
}

async function reach(home: LongWork, number: number, step: string): Promise<void> {
  await home.run('update branch set step = $2 where number = $1', [number, step])
}
