import type { EventKind } from '../audit/kinds.ts'
import { recordEvent } from '../audit/record-event.ts'
import { rowOf } from '../changes/rules/request-number.ts'
import { type ReadDb, reading, type Tx } from '../db/transaction.ts'
import type { RequestNumber } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { BranchWork } from './branch-work.ts'
import { type MayRun, mayRun, type Order, type RunRefusal } from './rules/may-run.ts'
import type { SiteControl } from './site-control.ts'
import { type BranchUnderWay, beginBranch, beginDiscarding, findOrder, findUndiscarded } from './store.ts'

const BEGIN = { 'open-branch': beginBranch, 'discard-branch': beginDiscarding }
const BEGUN: Readonly<Record<Order['deed'], EventKind>> = {
  'open-branch': 'branch.opening',
  'discard-branch': 'branch.discarding',
}

/** What the order allows now, and nothing done. */
export async function judgeOrder(
  db: ReadDb,
  { site }: Pick<SiteControl, 'site'>,
  deed: Order['deed'],
  request: RequestNumber,
  at: Instant,
): Promise<{ readonly may: MayRun; readonly branch: BranchUnderWay | null }> {
  const order = await findOrder(db, rowOf(request))
  const branch = await findUndiscarded(db)
  return { may: mayRun({ deed, site, order, branch, at }), branch }
}

/** The branch that the order makes or ends, begun by now; or why it must not be run, with its evidence. */
export function runOrder(
  work: BranchWork,
  deed: Order['deed'],
  request: RequestNumber,
): Promise<Result<BranchUnderWay, RunRefusal>> {
  const at = work.clock.now()
  const { control, by } = work
  return work.authority.write({ as: 'operations' }, async (tx) => {
    const { may, branch } = await judgeOrder(reading(tx), control, deed, request, at)
    if (may === 'go-on' && branch !== null) return done(branch)
    if (may !== 'begin' && may !== 'go-on') {
      await record(tx, work, 'branch.refused', { deed, request, because: may }, at)
      return refused(may)
    }
    const number = await BEGIN[deed](tx, { request: rowOf(request), site: control.site, at, by })
    if (number === undefined) throw new Error(`${request} was judged otherwise than it can be spent`)
    await record(tx, work, BEGUN[deed], { request, branch: number, site: control.site }, at)
    const begun = await findUndiscarded(reading(tx))
    if (begun === null) throw new Error('what was begun is there')
    return done(begun)
  })
}

type Facts = Parameters<typeof recordEvent>[2]['facts']

/** Who ran it stands beside the facts: it names a person. */
export function record(tx: Tx, work: BranchWork, kind: EventKind, facts: Facts, at: Instant): Promise<void> {
  const event = { kind, at, accountId: null, reference: null, facts, particulars: { by: work.by } }
  return recordEvent(tx, work.audit, event)
}
