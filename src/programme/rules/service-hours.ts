import type { FunctionId } from '../../kernel/ids.ts'
import { earlierOf, type Instant } from '../../kernel/instant.ts'
import type { Programme, TestSession } from '../programme.ts'
import { businessDaysOf } from './business-days.ts'
import { instantOf } from './calendar.ts'
import { countUpTo, firstAfter } from './ordered-instants.ts'
import { type AnyFunction, hasHours } from './standing-doors.ts'

/**
 * Whether a function is open.
 *
 * | at that moment  | the function is open                   |
 * | --------------- | -------------------------------------- |
 * | ever            | if it is one of the house's own        |
 * | a test session  | if the session says so, all through it |
 * | a business day  | in its service hours                   |
 * | any other day   | never                                  |
 */
export function isServed(
  programme: Programme,
  of: AnyFunction,
  session: TestSession | null,
  at: Instant,
): boolean {
  if (!hasHours(of)) return true
  if (session !== null) return session.functions.some((open) => open.function === of.id)
  const { openings, closings } = hoursOf(programme, of)
  const begun = countUpTo(openings, at)
  return begun > countUpTo(closings, at)
}

/** When the function next opens by its service hours; null where the calendar ends before it. */
export function nextService(programme: Programme, of: AnyFunction, after: Instant): Instant | null {
  return firstAfter(hoursOf(programme, of).openings, after)
}

/** The instants after `after` at which one of these functions opens or closes, in order, to the calendar's end. */
export function* serviceChanges(
  programme: Programme,
  functions: readonly AnyFunction[],
  after: Instant,
): Generator<Instant> {
  const edges = functions.flatMap((of) => Object.values(hoursOf(programme, of)))
  for (let change = next(after); change !== null; change = next(change)) yield change

  function next(from: Instant): Instant | null {
    const following = edges.map((list) => firstAfter(list, from)).filter((at) => at !== null)
    return following.length === 0 ? null : following.reduce(earlierOf)
  }
}

/** The service hours of the whole calendar as instants, in order: one opening and one closing each business day. */
interface ServiceHours {
  readonly openings: readonly Instant[]
  readonly closings: readonly Instant[]
}

const workedOut = new WeakMap<Programme, ReadonlyMap<FunctionId, ServiceHours>>()

/** Nothing of it depends on a person or a moment, and a calendar costs a hundred times what a decision does. */
function hoursOf(programme: Programme, { id }: AnyFunction): ServiceHours {
  const known = workedOut.get(programme) ?? allHours(programme)
  workedOut.set(programme, known)
  return known.get(id) ?? { openings: [], closings: [] }
}

function allHours(programme: Programme): ReadonlyMap<FunctionId, ServiceHours> {
  const { zone } = programme.clock
  const { days } = businessDaysOf(programme)
  return new Map(
    programme.functions.map(({ id, businessDayHours: { from, until } }) => [
      id,
      {
        openings: days.map((day) => instantOf(zone, day, from)),
        closings: days.map((day) => instantOf(zone, day, until)),
      },
    ]),
  )
}
