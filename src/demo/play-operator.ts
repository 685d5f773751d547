import { withClient } from '../db/with-client.ts'
import type { Clock } from '../kernel/clock.ts'
import { earlierOf, type Instant, isAtOrBefore, isBefore } from '../kernel/instant.ts'
import type { Result } from '../kernel/result.ts'
import type { BranchWork } from '../sites/branch-work.ts'
import { discardBranch } from '../sites/discard-branch.ts'
import { openBranch } from '../sites/open-branch.ts'
import type { SiteControl } from '../sites/site-control.ts'
import type { BranchOrders } from './seed-branch-orders.ts'

export interface PlayedOperator {
  /** Does what the orders say for now: settles once a branch is open that should be, and discarded that should not. */
  follow(): Promise<void>
  /** As if no branch had ever been: each order may be run once more. */
  forget(): Promise<void>
}

interface Playing {
  readonly orders: readonly BranchOrders[]
  /** Settles once the standby streams. */
  readonly control: Promise<SiteControl>
  readonly work: Omit<BranchWork, 'control' | 'clock' | 'told' | 'authorityUrl'> & {
    readonly authorityUrl: () => string
  }
  readonly clock: Clock
  /** Until when who came in may finish, as long as the session was extended. */
  readonly closingOf: (order: BranchOrders) => Promise<Instant>
  /** The site serves what there is now. */
  readonly look: () => Promise<void>
}

/** The demo's own operator at the secondary. He runs what two others approved, at the instant it is time for it. */
export function playOperator(playing: Playing): PlayedOperator {
  const { orders, clock, look } = playing
  let running: BranchOrders | undefined
  const follow = async () => {
    const now = clock.now()
    const closesAt = running && (await playing.closingOf(running))
    const closes = (one: BranchOrders) => (one === running && closesAt) || one.closesAt
    const due = orders.find((one) => isAtOrBefore(one.opensAt, now) && isBefore(now, closes(one)))
    if (running !== undefined && running !== due) {
      const { discard } = running
      const until = closes(running)
      running = undefined
      // The clock may have been moved far past the end: he did it when it was time.
      held(await discardBranch(await workAt(playing, earlierOf(now, until)), discard))
      await look()
    }
    if (due === undefined || running === due) return
    running = due
    held(await openBranch(await workAt(playing, now), due.open))
    await look()
  }
  return {
    follow,
    forget: async () => {
      running = undefined
      const numbers = await forgetBranches(playing.work.authorityUrl())
      if (numbers.length === 0) return
      await look()
      const control = await playing.control
      for (const number of numbers) await control.removeBranch(number)
    },
  }
}

async function workAt({ work, control }: Playing, at: Instant): Promise<BranchWork> {
  const authorityUrl = work.authorityUrl()
  return { ...work, authorityUrl, control: await control, clock: { now: () => at }, told: () => undefined }
}

function held(done: Result<unknown, string>): void {
  if (!done.ok) throw new Error(`the demo's operator was refused: ${done.refusal}`)
}

const FORGETTING = ['account_digest', 'branch_difference', 'branch_personal', 'branch_event']

/** Done as the owner: the program itself can't. Answers the numbers of those that were not discarded. */
function forgetBranches(ownerUrl: string): Promise<readonly number[]> {
  return withClient(ownerUrl, async (client) => {
    await client.query('begin')
    for (const table of FORGETTING) await client.query(`delete from ${table}`)
    const { rows } = await client.query<{ number: number; state: string }>(
      'delete from branch returning number, state',
    )
    await client.query('update site_order set spent_at = null')
    await client.query('commit')
    return rows.flatMap(({ number, state }) => (state === 'discarded' ? [] : [number]))
  })
}
