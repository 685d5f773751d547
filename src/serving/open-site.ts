import type { Follower } from '../db/follow-authority.ts'
import type { Clock } from '../kernel/clock.ts'
import type { SiteId } from '../kernel/ids.ts'
import { sessionAt } from '../programme/rules/situation.ts'
import type { Branch } from '../sites/branch.ts'
import { branchAllows } from '../sites/rules/what-a-branch-allows.ts'
import { type DoorsOf, type Lead, whereDoorsLead } from '../sites/rules/where-doors-lead.ts'
import { deedAt, doorsAt } from '../surfaces/deed-at.ts'
import type { Front, Pages } from '../web/answer-request.ts'
import { claimsToBeInside } from '../web/cookies.ts'
import type { Fault } from '../web/fault.ts'
import type { Bar } from '../web/shell.ts'
import type { Node } from '../wire.ts'
import type { BranchGuards, ServedBranch } from './open-branch.ts'

export interface SiteParts {
  /** Whether the authority lies at this site, as last heard. */
  readonly isAuthority: () => boolean
  /** Whether the database that holds it was seen at the last look: where it is lost, it may be moving just now. */
  readonly follower: Pick<Follower, 'sees' | 'lookAfresh'>
  readonly clock: Clock
  readonly openAuthority: (site: SiteId, bar: Bar) => Node
  /** Asked of the authority. */
  readonly readBranch: () => Promise<Branch | null>
  /** Rejects where it can't be used, or is not that branch. */
  readonly openBranch: (branch: Branch, guards: BranchGuards) => Promise<ServedBranch>
  /** Told of the first of several faults alike. */
  readonly report: (fault: unknown) => void
}

/** What the listeners of a site answer from: the authority, and while a branch is open, for the terminals' doors, that. */
export interface Site {
  readonly app: Pages
  /** Null where no listener asks for smartcards. */
  readonly cardApp: Pages | null
  readonly front: Front
  /** The node over the authority, as it stands now. */
  authority(): Node
  /** Looks where the authority lies and which branch there is, and serves accordingly from then on. */
  look(): Promise<void>
  stop(): Promise<void>
}

/** What is served now. */
interface Served {
  readonly isAuthority: boolean
  readonly authority: Node
  readonly branch: ServedBranch | null
}

/** Of somebody who is logged on where the authority lies. */
const isInsideThere = claimsToBeInside(siteOf(true))
const NOT_OPENED: Fault = { status: 503, retryAfterSeconds: 30, session: 'not-opened' }
const THROWN_AWAY: Fault = { status: 409 }
const MOVING: Fault = { status: 503, retryAfterSeconds: 1 }

/** As the programme sees it: where the authority lies is the place of production, and the other one that of the rehearsal. */
function siteOf(isAuthority: boolean): SiteId {
  return isAuthority ? 'primary' : 'secondary'
}

/** Where each path leads by what is served now, and what keeps a request from it. */
function waysOf(parts: SiteParts, served: () => Served) {
  const leadOf = (of: DoorsOf): Lead => {
    const { isAuthority, branch, authority } = served()
    // As long as it was extended.
    const { programme } = authority.world.lastInForce()
    const session = sessionAt(programme, siteOf(isAuthority), parts.clock.now())
    return whereDoorsLead(of, { isAuthority, branch: branch && { state: 'open' }, session })
  }
  // What this site is goes by where the authority lies, and so does which cookies it reads: somebody who is logged on is not asked to
  // log on again because his site takes over a moment later.
  const isMoving = () => {
    const holds = parts.isAuthority()
    return holds !== served().isAuthority || (!holds && !parts.follower.sees())
  }
  // Asked within each node again: a request that waited while a branch was opened or closed is answered by neither.
  const bars: Bars = {
    authority: ({ path }) => {
      if (isMoving()) return MOVING
      return leadOf(doorsAt(path)) === 'authority' ? null : NOT_OPENED
    },
    branch: ({ method, path }) => {
      if (leadOf(doorsAt(path)) !== 'branch') return NOT_OPENED
      return method !== 'POST' || branchAllows(deedAt(path)) ? null : THROWN_AWAY
    },
  }
  return { leadOf, bars }
}

export function openSite(parts: SiteParts): Site {
  const { leadOf, bars } = waysOf(parts, () => served)
  const openAuthority = (isAuthority: boolean) => parts.openAuthority(siteOf(isAuthority), bars.authority)
  const isAuthority = parts.isAuthority()
  let served: Served = { isAuthority, authority: openAuthority(isAuthority), branch: null }
  const changing = oneAtATime(parts.report)
  const follow = () =>
    followSite({ ...parts, openAuthority }, bars, served, (next) => {
      served = next
    })
  const nodeFor = (of: DoorsOf): Node => {
    const { branch, authority } = served
    return branch !== null && leadOf(of) === 'branch' ? branch.node : authority
  }
  const pagesBy = (appOf: (node: Node) => Pages): Pages => ({
    fetch: (request, ...rest) => {
      const answer = () => appOf(nodeFor(doorsAt(new URL(request.url).pathname))).fetch(request, ...rest)
      // The network may point here a moment before this site hears that it takes over.
      const comesFromThere = !served.isAuthority && isInsideThere(request.headers.get('cookie'))
      return comesFromThere ? parts.follower.lookAfresh().then(answer) : answer()
    },
  })
  return {
    app: pagesBy(({ app }) => app),
    cardApp: served.authority.cardApp && pagesBy(({ cardApp, app }) => cardApp ?? app),
    front: (incoming, outgoing) => nodeFor('terminals').front(incoming, outgoing),
    authority: () => served.authority,
    look: () => changing.next(follow),
    stop: () =>
      changing.last(async () => {
        await served.branch?.close()
        await served.authority.stop()
      }),
  }
}

type Bars = Readonly<Record<'authority' | 'branch', Bar>>

interface Following extends Omit<SiteParts, 'openAuthority'> {
  readonly openAuthority: (isAuthority: boolean) => Node
}

async function followSite(
  { isAuthority, readBranch, openBranch, openAuthority }: Following,
  bars: Bars,
  served: Served,
  serve: (next: Served) => void,
): Promise<void> {
  const holds = isAuthority()
  const now =
    holds === served.isAuthority ? served : { ...served, authority: openAuthority(holds), isAuthority: holds }
  serve(now)
  if (now !== served) await served.authority.stop()
  const branch = holds ? null : await readBranch()
  const open = branch?.state === 'open' ? branch : null
  if (now.branch?.number === open?.number) return now.branch?.catchUp()
  // First nobody gets in any more; who is inside is answered, and has no logon session from then on.
  serve({ ...now, branch: null })
  await now.branch?.close()
  if (open === null) return
  const isOpen = () =>
    readBranch().then(
      (last) => last?.number === open.number && last.state === 'open',
      () => true,
    )
  serve({ ...now, branch: await openBranch(open, { bar: bars.branch, isOpen }) })
}

/**
 * So that no branch is opened twice, or closed by one look and opened by another. A look that fails leaves what is served as
 * it is: the authority may be away while a session runs on its branch.
 */
function oneAtATime(report: (fault: unknown) => void) {
  let before: Promise<void> = Promise.resolve()
  let failed: string | null = null
  let isLast = false
  const next = (look: () => Promise<void>) => {
    if (isLast) return before
    before = before.then(look).then(
      () => {
        failed = null
      },
      (fault: unknown) => {
        if (failed !== String(fault)) report(fault)
        failed = String(fault)
      },
    )
    return before
  }
  const last = (end: () => Promise<void>) => {
    const ended = next(end)
    isLast = true
    return ended
  }
  return { next, last }
}
