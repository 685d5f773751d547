import type { LongWork } from '../db/open-long-work.ts'
import { reading } from '../db/transaction.ts'
import { withClient } from '../db/with-client.ts'
import type { RequestNumber } from '../kernel/ids.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { epochOfBranch } from './branch.ts'
import { alone, type BranchWork, withLongWork } from './branch-work.ts'
import { bringHome } from './bring-home.ts'
import { countUnnamed } from './count-unnamed.ts'
import { nameAfter, nameHome } from './name-differences.ts'
import type { BranchRefusal } from './open-branch.ts'
import { DISCARDING, stepsAfter } from './rules/branch-steps.ts'
import { record, runOrder } from './run-order.ts'
import type { BranchServer } from './site-control.ts'
import type { BranchUnderWay } from './store.ts'
import { takeAfter, takeHome } from './take-digests.ts'

/** Throws a branch away by an approved request, and leaves the proof that nothing of it was carried forward. */
export async function discardBranch(
  work: BranchWork,
  request: RequestNumber,
): Promise<Result<number, BranchRefusal>> {
  const discarded = await alone(work, async (home) => {
    const begun = await runOrder(work, 'discard-branch', request)
    if (!begun.ok) return begun
    const branch = begun.value
    for (const step of stepsAfter(DISCARDING, branch.step)) {
      await DOES[step]({ work, home, branch, server: await work.control.branchServer(branch.number) })
      await home.run('update branch set step = $2 where number = $1 and step <> $2', [branch.number, step])
      work.told(step)
    }
    return done(branch.number)
  })
  return discarded ?? refused('busy')
}

interface Discarding {
  readonly work: BranchWork
  readonly home: LongWork
  readonly branch: BranchUnderWay
  /** Null: it is gone. */
  readonly server: BranchServer | null
}

const DOES: Readonly<Record<(typeof DISCARDING)[number], (discarding: Discarding) => Promise<void>>> = {
  'discard-ordered': async () => {},
  closed: close,
  'digested-after': async ({ home, branch, server }) => {
    if (server === null || !branch.wasOpen) return
    await withLongWork(server.superuserUrl, (there) => takeAfter(home, there, branch.number))
  },
  home: comeHome,
  compared: compare,
  removed: ({ work, branch }) => work.control.removeBranch(branch.number),
  discarded: end,
}

/** Nobody new comes in, and whoever is in is cut off: what it holds now is what it ends with. */
async function close({ server }: Discarding): Promise<void> {
  if (server === null) return
  await withClient(server.superuserUrl, (client) =>
    client.query(`do $$ begin
      execute format('alter database %I connection limit 0', current_database());
      perform pg_terminate_backend(a.pid, 5000) from pg_stat_activity a join pg_roles r on r.rolname = a.usename
        where a.datname = current_database() and a.pid <> pg_backend_pid() and not r.rolsuper;
    end $$`),
  )
}

async function comeHome({ home, branch: { number, wasOpen }, server }: Discarding): Promise<void> {
  if (!wasOpen) return
  if (server === null) {
    await home.run('update branch set lost = true where number = $1', [number])
    return
  }
  await withLongWork(server.superuserUrl, (there) => bringHome(home, there, number, epochOfBranch(number)))
  await nameAfter(home, number)
}

/** Where nobody was ever in it there is nothing to prove. */
async function compare({ home, branch, server }: Discarding): Promise<void> {
  if (!branch.digested || !branch.wasOpen) return
  const { number } = branch
  await takeHome(home, number)
  const name = (there: LongWork | null) => nameHome(home, { number, epoch: epochOfBranch(number), there })
  await (server === null ? name(null) : withLongWork(server.superuserUrl, name))
}

async function end({ work, branch: { number } }: Discarding): Promise<void> {
  const at = work.clock.now()
  await work.authority.write({ as: 'operations' }, async (tx) => {
    const branch = await tx
      .updateTable('branch')
      .set({ state: 'discarded', step: 'discarded', discarded_at: at })
      .where('number', '=', number)
      .where('state', '=', 'discarding')
      .returningAll()
      .executeTakeFirstOrThrow()
    const unnamed = await countUnnamed(reading(tx), number)
    const hex = (digest: Buffer | null) => digest?.toString('hex') ?? null
    const facts = {
      ...{
        branch: number,
        lost: branch.lost,
        events: branch.events,
        spentSteps: branch.spent_steps,
        unnamed,
      },
      ...{ digestBefore: hex(branch.digest_before), digestAfter: hex(branch.digest_after) },
      ...{ digestHome: hex(branch.digest_home), digestEvents: hex(branch.digest_events) },
    }
    await record(tx, work, 'branch.discarded', facts, at)
  })
}
