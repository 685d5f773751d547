import type { SiteId } from '../kernel/ids.ts'
import { type Instant, isBefore } from '../kernel/instant.ts'
import type { BranchStatus, Difference } from './branch-status.ts'
import type { BranchRefusal } from './open-branch.ts'
import type { BranchStep } from './rules/branch-steps.ts'

/** What the commands say of branches, to an engineer. */

export const WHY_NOT: Readonly<Record<BranchRefusal, string>> = {
  'no-order':
    'no request of this number allows anything at a site: it must be asked for and approved at the desk first',
  'other-deed': 'the request allows something else',
  'other-site': 'the request is about the other site: run it on the host of that site',
  'run-already': 'the request was run already: ask for another one',
  'too-early': 'the window of the request has not begun',
  'window-passed': 'the window of the request is over: ask for another one',
  'another-branch': 'another branch is there, or is being discarded',
  'no-branch': 'there is no branch of that test session',
  busy: 'somebody else opens or discards a branch at this moment',
}

export const STEP_SAYS: Readonly<Record<BranchStep, string>> = {
  ordered: 'the request is spent, and the branch has its number',
  copied: 'the standby is copied into a server of its own; the standby streams on',
  marked: 'the copy is marked as a branch: it takes rows of its own epoch alone',
  digested: 'of each account the digest is taken, as it was copied',
  open: 'the branch lets people in',
  'discard-ordered': 'the request is spent',
  closed: 'the branch lets nobody in any more, and whoever was in is cut off',
  'digested-after': 'of each account the digest is taken, as the session leaves it',
  home: 'its events are records of the authority, and the codes its apps spent are spent there',
  compared: 'what the authority changed meanwhile is compared, and the records that name it are found',
  removed: 'the server of the branch is ended, and its files are deleted',
  discarded: 'the branch is discarded',
}

export interface SiteStatus {
  /** That of the programme in force: times are said in it. */
  readonly zone: string
  readonly site: SiteId
  readonly at: Instant
  readonly branches: readonly BranchStatus[]
  /** Of the newest. */
  readonly differences: readonly Difference[]
}

/** Nothing is left open past its window, and nothing changed that nobody accounts for. */
export function isSettled({ branches, at }: Pick<SiteStatus, 'branches' | 'at'>): boolean {
  return branches.every(
    ({ state, until, unnamed }) => unnamed === 0 && (state === 'discarded' || isBefore(at, until)),
  )
}

export function sayStatus({ zone, branches, differences, at }: SiteStatus): readonly string[] {
  const say = (moment: Instant) => sayMoment(moment, zone)
  const [newest, ...older] = branches
  if (newest === undefined) return ['No branch was ever opened.']
  return [
    ...sayBranch(newest, at, say),
    ...differences.map((each) => sayDifference(each, say)),
    ...older.map(({ number, state, session }) => `Before it: branch ${number} of ${session}, ${state}.`),
  ]
}

type Say = (moment: Instant) => string

/** `2023-06-10T21:45:00+08:00`: the programme’s own time, and how it stands to everybody’s. */
function sayMoment(moment: Instant, zone: string): string {
  return moment.toZonedDateTimeISO(zone).toString({ timeZoneName: 'never', smallestUnit: 'second' })
}

function sayBranch(branch: BranchStatus, at: Instant, say: Say): readonly string[] {
  const { digests, number, session, site, state, step, until } = branch
  const overdue = state !== 'discarded' && !isBefore(at, until)
  const rows: readonly (readonly [string, string | number | null])[] = [
    ['Branch', `${number}, of ${session} at the ${site}`],
    ['State', state === 'opening' || state === 'discarding' ? `${state}: ${STEP_SAYS[step]}` : state],
    ['Window', overdue ? `ended ${say(until)}, and it is not discarded` : `to ${say(until)}`],
    ['Opened', `${branch.openedAt === null ? 'not yet' : say(branch.openedAt)}, by request ${branch.request}, by ${branch.begunBy}`],
    [
      'Discarded',
      branch.discardRequest &&
        `${branch.discardedAt === null ? 'not yet' : say(branch.discardedAt)}, by request ${branch.discardRequest}`,
    ],
    ['Copied at', branch.position],
    ['Accounts', branch.accounts],
    ['Digest before', digests.before],
    ['Digest after', branch.lost ? 'lost with its server' : digests.after],
    ['Authority then', digests.home],
    ['Events home', branch.events],
    ['Codes spent', branch.spentSteps],
    ['Changed there', digests.after && `${branch.changedThere} accounts, thrown away`],
    [
      'Changed here',
      digests.home && `${branch.changedHome} accounts, ${branch.unnamed} differences without a reason`,
    ],
  ]
  return rows.flatMap(([label, value]) => (value === null ? [] : [`${label.padEnd(15)} ${value}`]))
}

function sayDifference({ userId, facet, taken, record, explainedBy }: Difference, say: Say): string {
  const where = taken === 'after' ? 'thrown away' : 'kept'
  const why =
    record === null
      ? explainedBy === null
        ? taken === 'home'
          ? 'NO RECORD NAMES IT'
          : 'no record of the branch names it'
        : `explained by request ${explainedBy}`
      : `${record.kind}${record.request === null ? '' : ` by request ${record.request}`}, ${say(record.at)}`
  return `  ${(userId ?? 'an account of the branch alone').padEnd(14)} ${facet.padEnd(12)} ${where}: ${why}`
}
