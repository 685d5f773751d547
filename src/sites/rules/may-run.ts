import type { SiteId } from '../../kernel/ids.ts'
import { type Instant, isBefore } from '../../kernel/instant.ts'
import type { BranchState } from '../branch.ts'

export interface Order {
  readonly request: number
  readonly deed: 'open-branch' | 'discard-branch'
  readonly site: SiteId
  readonly session: string
  readonly from: Instant
  readonly until: Instant
  readonly spentAt: Instant | null
}

/** The branch there is; or, where the order was run already, the one that it made or ended. */
export interface Run {
  readonly number: number
  readonly state: BranchState
  readonly session: string
  readonly openedBy: number
  readonly discardedBy: number | null
}

export type RunRefusal =
  | 'no-order'
  | 'other-deed'
  | 'other-site'
  | 'run-already'
  | 'too-early'
  | 'window-passed'
  | 'another-branch'
  | 'no-branch'

export interface Asked {
  readonly deed: Order['deed']
  readonly site: SiteId
  readonly order: Order | undefined
  readonly branch: Run | null
  readonly at: Instant
}

/** `begin`: spend the order; `go-on`: it was begun by this very order and not brought to its end. */
export type MayRun = 'begin' | 'go-on' | RunRefusal

const CHECKS: readonly ((order: Order, asked: Asked) => Exclude<MayRun, 'begin'> | false)[] = [
  (order, { deed }) => order.deed !== deed && 'other-deed',
  (order, { site }) => order.site !== site && 'other-site',
  (order, asked) => isUnderWay(order, asked) && 'go-on',
  (order) => order.spentAt !== null && 'run-already',
  (order, { at }) => isBefore(at, order.from) && 'too-early',
  (order, { at }) => !isBefore(at, order.until) && 'window-passed',
  ({ deed }, { branch }) => deed === 'open-branch' && branch !== null && 'another-branch',
  ({ deed, session }, { branch }) =>
    deed === 'discard-branch' && (branch === null || branch.session !== session) && 'no-branch',
  ({ deed }, { branch }) => deed === 'discard-branch' && branch?.state === 'discarding' && 'another-branch',
]

/** In this order. What was begun in its window may be finished after it: half a branch helps nobody. */
export function mayRun(asked: Asked): MayRun {
  const { order } = asked
  if (order === undefined) return 'no-order'
  for (const check of CHECKS) {
    const verdict = check(order, asked)
    if (verdict !== false) return verdict
  }
  return 'begin'
}

function isUnderWay({ request, deed }: Order, { branch }: Asked): boolean {
  if (branch === null) return false
  return deed === 'open-branch'
    ? branch.openedBy === request && branch.state === 'opening'
    : branch.discardedBy === request && branch.state === 'discarding'
}
