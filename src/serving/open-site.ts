import type { Clock } from '../kernel/clock.ts'
import type { SiteId } from '../kernel/ids.ts'
import type { Programme } from '../programme/programme.ts'
import { sessionAt } from '../programme/rules/situation.ts'
import type { Branch } from '../sites/branch.ts'
import { branchAllows } from '../sites/rules/what-a-branch-allows.ts'
import { type DoorsOf, type Lead, whereDoorsLead } from '../sites/rules/where-doors-lead.ts'
import { deedAt, doorsAt } from '../surfaces/deed-at.ts'
import type { Front, Pages } from '../web/answer-request.ts'
import type { Fault } from '../web/fault.ts'
import type { Bar } from '../web/shell.ts'
import type { Node } from '../wire.ts'
import type { ServedBranch } from './open-branch.ts'

export interface SiteParts {
  /** As the programme sees it: the authority lies at its primary site, wherever that is after a failover. */
  readonly site: SiteId
  readonly isAuthority: boolean
  readonly programme: Programme
  readonly clock: Clock
  readonly openAuthority: (bar: Bar) => Node
  /** Asked of the authority. */
  readonly readBranch: () => Promise<Branch | null>
  /** Rejects where it can't be used, or is not that branch. */
  readonly openBranch: (branch: Branch, bar: Bar) => Promise<ServedBranch>
  /** Told of the first of several faults alike. */
  readonly report: (fault: unknown) => void
}

/** What the listeners of a site answer from: the authority, and while a branch is open, for the terminals' doors, that. */
export interface Site {
  readonly app: Pages
  /** Null where no listener asks for smartcards. */
  readonly cardApp: Pages | null
  readonly front: Front
  readonly authority: Node
  /** Looks which branch there is, and serves it from then on, or no longer. */
  look(): Promise<void>
  stop(): Promise<void>
}

const NOT_OPENED: Fault = { status: 503, retryAfterSeconds: 30, session: 'not-opened' }
const THROWN_AWAY: Fault = { status: 409 }

export function openSite(parts: SiteParts): Site {
  const { site, isAuthority, programme, clock } = parts
  let served: ServedBranch | null = null
  const leadOf = (of: DoorsOf): Lead =>
    whereDoorsLead(of, {
      isAuthority,
      branch: served && { state: 'open' },
      session: sessionAt(programme, site, clock.now()),
    })
  // Asked within each node again: a request that waited while a branch was opened or closed is answered by neither.
  const ofAuthority: Bar = ({ path }) => (leadOf(doorsAt(path)) === 'authority' ? null : NOT_OPENED)
  const ofBranch: Bar = ({ method, path }) => {
    if (leadOf(doorsAt(path)) !== 'branch') return NOT_OPENED
    return method !== 'POST' || branchAllows(deedAt(path)) ? null : THROWN_AWAY
  }
  const authority = parts.openAuthority(ofAuthority)
  const nodeFor = (of: DoorsOf) => (served !== null && leadOf(of) === 'branch' ? served.node : authority)
  const pagesBy = (appOf: (node: Node) => Pages): Pages => ({
    fetch: (request, env, ...rest) =>
      appOf(nodeFor(doorsAt(new URL(request.url).pathname))).fetch(request, env, ...rest),
  })
  const branches = followBranches(parts, ofBranch, {
    served: () => served,
    serve: (branch) => {
      served = branch
    },
  })
  const cardAppOf = ({ cardApp, app }: Node) => cardApp ?? app
  return {
    app: pagesBy(({ app }) => app),
    cardApp: authority.cardApp && pagesBy(cardAppOf),
    front: (incoming, outgoing) => nodeFor('terminals').front(incoming, outgoing),
    authority,
    look: branches.look,
    stop: async () => {
      await branches.stop()
      await authority.stop()
    },
  }
}

interface Place {
  readonly served: () => ServedBranch | null
  readonly serve: (branch: ServedBranch | null) => void
}

/** One look at a time, so that no branch is opened twice, or closed by one look and opened by another. */
function followBranches({ readBranch, openBranch, report }: SiteParts, bar: Bar, place: Place) {
  let last: Promise<void> = Promise.resolve()
  let stopped = false
  let failed: string | null = null
  const close = async () => {
    const closing = place.served()
    // First nobody gets in any more; who is inside is answered, and has no logon session from then on.
    place.serve(null)
    await closing?.close()
  }
  const follow = async () => {
    const branch = stopped ? null : await readBranch()
    const open = branch?.state === 'open' ? branch : null
    if (place.served()?.number === open?.number) return
    await close()
    if (open !== null) place.serve(await openBranch(open, bar))
  }
  const look = async () => {
    try {
      await follow()
      failed = null
    } catch (fault) {
      // What was served goes on: the authority may be away while a session runs on its branch.
      if (failed !== String(fault)) report(fault)
      failed = String(fault)
    }
  }
  const inTurn = () => {
    last = last.then(look)
    return last
  }
  return {
    look: inTurn,
    stop: () => {
      stopped = true
      return inTurn()
    },
  }
}
