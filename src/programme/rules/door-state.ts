import type { DoorId, SiteId } from '../../kernel/ids.ts'
import { type Instant, isAtOrBefore, isBefore, laterOf } from '../../kernel/instant.ts'
import { oncePer } from '../../kernel/once-per.ts'
import type { ReasonSource } from '../block.ts'
import type { Door } from '../programme.ts'
import { stretchAt } from './door-changes.ts'
import { nextClosing, nextOpening, openingAt } from './door-opening.ts'
import type { InForce } from './in-force.ts'
import { oneOfEachKind } from './kinds-of-people.ts'
import { type Course, courseOf } from './launch.ts'
import { type Ground, type Reason, reasonOf } from './reasons.ts'
import { sessionAt } from './situation.ts'
import { closedForHim } from './smartcard-days.ts'
import { doorOf, everyDoor } from './standing-doors.ts'
import { inForceFor, type Who, withThose } from './who.ts'

/** A door as somebody meets it before anything is asked of him but who he is. */
export interface DoorState {
  readonly open: boolean
  /** When it next opens, as far as known now; null while open, or where no opening is known. */
  readonly opensAt: Instant | null
  /** From when on it lets nobody in; null while closed, or where no closing is known. */
  readonly closesAt: Instant | null
  /** Why it is closed; null while open. */
  readonly because: Reason | null
}

/**
 * Without `who`, as a landing page shows it: open if it is to anybody, and whoever meets it is decided on by name. A
 * door that the file does not declare is closed for good.
 */
export function doorState(
  inForce: InForce,
  id: DoorId,
  site: SiteId,
  at: Instant,
  who: Who | null = null,
): DoorState {
  const { programme } = inForce
  const door = doorOf(programme, id)
  const known = knownAt(inForce, at)
  if (door === undefined) return closed(UNDECLARED)
  const meetings = meetingsAt(known, door, site, who)
  if (meetings.some((meeting) => isOpen(meeting, at)))
    return { open: true, opensAt: null, closesAt: closesToAll(meetings, at), because: null }
  const [ground = UNDECLARED, ...others] = meetings.map((met) =>
    whyClosed(met.inForce, door, site, at, met.who),
  )
  return closed(others.reduce(hopefulFirst, ground))

  function closed(ground: Ground): DoorState {
    const opensAt = ground.code === 'outside-window' ? ground.opensAt : null
    return { open: false, opensAt, closesAt: null, because: reasonOf(programme, ground) }
  }
}

/**
 * Whether `doorState` says so to everybody, for whoever asks no more, as each request of a logon does. From one turn of
 * the doors to the next nothing that it depends on changes: it is found out once in between.
 */
export function isDoorOpen(inForce: InForce, id: DoorId, site: SiteId, at: Instant): boolean {
  const door = doorOf(inForce.programme, id)
  if (door === undefined) return false
  const known = foundOut(inForce)
  const asked = `${stretchAt(inForce, at)} ${site} ${id}`
  const found =
    known.get(asked) ?? meetingsAt(knownAt(inForce, at), door, site, null).some((one) => isOpen(one, at))
  known.set(asked, found)
  return found
}

const foundOut = oncePer((_: InForce) => new Map<string, boolean>())

function meetingsAt(known: InForce, door: Door, site: SiteId, who: Who | null): readonly Meeting[] {
  const visitors = who === null ? oneOfEachKind(known, door) : [who]
  return visitors.map((one) => ({ inForce: inForceFor(known, one), door, site, who: one }))
}

/** A person before a door, with what concerns him of all that is in force. */
interface Meeting {
  readonly inForce: InForce
  readonly door: Door
  readonly site: SiteId
  readonly who: Who
}

function isOpen({ inForce, door, site, who }: Meeting, at: Instant): boolean {
  return openingAt(inForce, door, site, at, who) !== null
}

/** The first instant from `at` on at which it is open to none of them; null where it stays open to one. */
function closesToAll(meetings: readonly Meeting[], at: Instant): Instant | null {
  let last = at
  for (const meeting of meetings.filter((one) => isOpen(one, at))) {
    const closesAt = nextClosing(meeting.inForce, meeting.door, meeting.site, at, meeting.who)
    if (closesAt === null) return null
    last = laterOf(last, closesAt)
  }
  // By then it may have opened to somebody else.
  return last.equals(at) ? last : closesToAll(meetings, last)
}

/** Nothing more is known of a door that the file does not declare. */
export const UNDECLARED: Ground = { code: 'outside-window', source: 'assumed', opensAt: null, session: null }

/**
 * Why a door is closed to him; the first line that holds.
 *
 * | the door                                                            | reason                |
 * | ------------------------------------------------------------------- | --------------------- |
 * | is a smartcard door that has closed for him (`smartcard-days.ts`)   | `card-day-passed`     |
 * | will open to him at an instant known now                            | `outside-window`      |
 * | waits at this site for his switch, which is not approved            | `launch-not-approved` |
 * | any other                                                           | `outside-window`      |
 */
export function whyClosed(inForce: InForce, door: Door, site: SiteId, at: Instant, who: Who): Ground {
  const { programme } = inForce
  const session = sessionAt(programme, site, at)
  const ordinarily = door.ordinarily?.sites.includes(site) ? door.ordinarily : null
  const passed = door.means === 'smartcard' && ordinarily?.until ? closedForHim(inForce, door, who, at) : null
  if (passed !== null) {
    const message = ordinarily?.until === 'launch' ? null : (programme.launch.parallelRun?.message ?? null)
    return { code: 'card-day-passed', source: passed.source, since: passed.at, message }
  }
  const opensAt = nextOpening(knownAt(inForce, at), door, site, at, who)
  const course = courseOf(inForce, who, at)
  if (opensAt === null && session === null && ordinarily?.from === 'launch' && course.state !== 'approved')
    return { ...course, code: 'launch-not-approved', source: notApproved(course) }
  return { code: 'outside-window', source: sourceOf(opensAt), opensAt, session }

  function notApproved({ state }: Course): ReasonSource {
    return state === 'rolled-back' ? 'decision' : programme.launch.source
  }

  /** The circular may name the day of the launch and not the hour: a reason with an assumed hour is an assumed one. */
  function sourceOf(opensAt: Instant | null): ReasonSource {
    const isSwitch = opensAt !== null && course.switchesAt?.equals(opensAt)
    return isSwitch ? course.source : door.source
  }
}

/** Of several people's grounds the one that says most to all: the earliest opening, else the latest closing. */
function hopefulFirst(a: Ground, b: Ground): Ground {
  const [one, other] = [opensAt(a), opensAt(b)]
  if (one !== null || other !== null) return one === null || (other !== null && isBefore(other, one)) ? b : a
  return 'since' in a && 'since' in b && isBefore(a.since, b.since) ? b : a
}

function opensAt(ground: Ground): Instant | null {
  return ground.code === 'outside-window' ? ground.opensAt : null
}

/** A promise for later counts only what has been decided by now. */
function knownAt(inForce: InForce, at: Instant): InForce {
  return withThose(inForce, ({ decidedAt }) => isAtOrBefore(decidedAt, at))
}

export interface DoorOfSystem extends DoorState {
  readonly door: DoorId
}

/** All doors of one system, in the order of the file, as this person meets them. */
export function doorsBeside(
  inForce: InForce,
  door: Door | undefined,
  site: SiteId,
  at: Instant,
  who: Who,
): readonly DoorOfSystem[] {
  return everyDoor(inForce.programme)
    .filter((other) => other.system === door?.system)
    .map((other) => ({ door: other.id, ...doorState(inForce, other.id, site, at, who) }))
}
