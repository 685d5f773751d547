import { type Instant, isBefore } from '../kernel/instant.ts'
import { systemRandomness } from '../kernel/system.ts'
import { finishBy } from '../programme/rules/situation.ts'
import type { Site } from '../serving/open-site.ts'
import { clearFuture } from './clear-future.ts'
import { playOperator } from './play-operator.ts'
import type { BranchOrders } from './seed-branch-orders.ts'
import type { DemoSettings } from './settings.ts'
import type { Outside } from './start-outside.ts'

export interface MovedClock {
  /** Settles once everything is as it is at that time: a step back clears what had not happened yet. */
  move(to: Instant): Promise<void>
  /** What the operator does now, and the site serves. */
  follow(): Promise<void>
  stop(): Promise<void>
}

interface Wanted {
  readonly settings: DemoSettings
  readonly outside: Outside
  readonly orders: readonly BranchOrders[]
  readonly secondary: Site
}

const LOOK_MILLISECONDS = 500

/** The demo clock, and all that goes by it. One move at a time. */
export function moveClock({ settings, outside, orders, secondary }: Wanted): MovedClock {
  const { database, follower, clocks } = outside
  const url = () => follower.followed.url
  const operator = playOperator({
    orders: settings.sites === 'played' ? orders : [],
    control: outside.standby.control,
    work: {
      ...{ authority: database, authorityUrl: url, by: 'operator@secondary.demo' },
      audit: { epoch: follower.followed.authority.epoch, randomness: systemRandomness },
    },
    clock: clocks.programme,
    closingOf: async ({ session, closesAt }) => {
      const { inForce } = await database.read({ as: 'sign-in' }, secondary.authority().world.inForce)
      const extended = inForce.programme.sessions.find(({ id }) => id === session.id)
      return extended === undefined ? closesAt : finishBy(inForce.programme, extended.closesAt)
    },
    look: secondary.look,
  })
  let before: Promise<unknown> = Promise.resolve()
  const inTurn = (deed: () => Promise<void>): Promise<void> => {
    const done = before.then(deed)
    before = done.catch(() => undefined)
    return done
  }
  /** A branch is a copy of the secondary's standby: there is none where the authority lies. */
  const play = async () => {
    if (follower.followed.authority.site === 'primary') await operator.follow()
  }
  const follow = () => inTurn(() => play().then(secondary.look))
  const turns = setInterval(() => follow().catch(settings.report), LOOK_MILLISECONDS)
  return {
    follow,
    move: (to) =>
      inTurn(async () => {
        if (isBefore(to, clocks.programme.now())) {
          await operator.forget()
          await clearFuture(url(), to)
        }
        clocks.programme.set(to)
        await play()
      }),
    stop: async () => {
      clearInterval(turns)
      await before
    },
  }
}
