import type { Instant } from '../../kernel/instant.ts'
import type { Programme } from '../../programme/programme.ts'
import type { Facts } from '../../programme/rules/facts.ts'
import type { Standing, StandingName } from './standing-at.ts'
import type { Moment } from './timeline.ts'

export const CHANGE_KINDS = [
  'locked-out-now',
  'no-longer-locked-out',
  'not-ready-now',
  'ready-now',
  'waits-now',
  'waits-no-more',
  'card-only-now',
  'card-only-no-more',
  'door-gained',
  'door-lost',
  'channel-refused',
  'channel-accepted',
  'function-gained',
  'function-lost',
  'hours-changed',
] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

/** From its first instant until, not with, its last; null: to the end of the calendar. */
export interface Span {
  readonly from: Instant
  readonly until: Instant | null
}

/** What one programme does to a person that the other does not, and when. */
export interface Change {
  readonly kind: ChangeKind
  /** The door or function it is about; null where it is about the person. */
  readonly of: string | null
  readonly spans: readonly Span[]
}

/**
 * Two programmes compared for one person. Standing and doors change at the moments of the two calendars only, so a
 * difference at one of them holds until the next; equal differences next to each other are one span. Ordinary hours
 * differ on every business day or on none, and are compared as they stand in the files.
 */
export function changesBetween(
  before: readonly Standing[],
  after: readonly Standing[],
  moments: readonly Moment[],
): readonly Change[] {
  const found = new Map<string, Change>()
  moments.forEach(({ at }, index) => {
    const [one, other] = [before[index], after[index]]
    if (one === undefined || other === undefined) return
    const until = moments[index + 1]?.at ?? null
    for (const { kind, of } of differences(one, other)) {
      const key = `${kind} ${of}`
      found.set(key, { kind, of, spans: prolonged(found.get(key)?.spans ?? [], { from: at, until }) })
    }
  })
  return inOrder([...found.values()])
}

/** The functions whose ordinary hours differ, or that only one of the two declares, of those he is entitled to. */
export function hoursChanged(
  before: Programme,
  after: Programme,
  facts: Facts,
  from: Instant,
): readonly Change[] {
  const hours = (programme: Programme, id: string) => {
    const of = programme.functions.find((declared) => declared.id === id)?.businessDayHours
    return of === undefined ? 'none' : `${of.from}-${of.until}`
  }
  return facts.functions
    .filter((id) => hours(before, id) !== hours(after, id))
    .map((of) => ({ kind: 'hours-changed', of, spans: [{ from, until: null }] }))
}

type Difference = Pick<Change, 'kind' | 'of'>

function differences(before: Standing, after: Standing): readonly Difference[] {
  return [
    ...standingChange(before.name, after.name),
    ...cardOnlyChange(before, after),
    ...lostAndGained('door-lost', 'door-gained', before.doors, after.doors),
    ...lostAndGained('channel-accepted', 'channel-refused', before.channelRefused, after.channelRefused),
    ...lostAndGained('function-lost', 'function-gained', before.inSession, after.inSession),
  ]
}

const ENTERED: Readonly<Partial<Record<StandingName, ChangeKind>>> = {
  'locked-out': 'locked-out-now',
  'not-ready': 'not-ready-now',
  waiting: 'waits-now',
}
const LEFT: Readonly<Partial<Record<StandingName, ChangeKind>>> = {
  'locked-out': 'no-longer-locked-out',
  'not-ready': 'ready-now',
  waiting: 'waits-no-more',
}

/** Being locked out outweighs: who comes from it, or goes to it, is told that and nothing beside. */
function standingChange(before: StandingName, after: StandingName): readonly Difference[] {
  if (before === after) return []
  const kinds =
    before === 'locked-out' || after === 'locked-out'
      ? [before === 'locked-out' ? LEFT[before] : ENTERED[after]]
      : [ENTERED[after] ?? LEFT[before]]
  return kinds.filter((kind) => kind !== undefined).map((kind) => ({ kind, of: null }))
}

function cardOnlyChange(before: Standing, after: Standing): readonly Difference[] {
  const [was, is] = [before, after].map(({ lacksBesideCard }) => lacksBesideCard.length > 0)
  return was === is ? [] : [{ kind: is ? 'card-only-now' : 'card-only-no-more', of: null }]
}

function lostAndGained(
  lost: ChangeKind,
  gained: ChangeKind,
  before: readonly string[],
  after: readonly string[],
): readonly Difference[] {
  return [
    ...before.filter((of) => !after.includes(of)).map((of) => ({ kind: lost, of })),
    ...after.filter((of) => !before.includes(of)).map((of) => ({ kind: gained, of })),
  ]
}

function prolonged(spans: readonly Span[], next: Span): readonly Span[] {
  const last = spans.at(-1)
  const touches = last?.until?.equals(next.from) === true
  return last !== undefined && touches
    ? [...spans.slice(0, -1), { from: last.from, until: next.until }]
    : [...spans, next]
}

function inOrder(changes: readonly Change[]): readonly Change[] {
  return changes.toSorted(
    (a, b) =>
      CHANGE_KINDS.indexOf(a.kind) - CHANGE_KINDS.indexOf(b.kind) || (a.of ?? '').localeCompare(b.of ?? ''),
  )
}
