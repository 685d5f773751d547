import type { FunctionId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import { oncePer } from '../../kernel/once-per.ts'
import type { Programme, TestSession } from '../programme.ts'
import { businessDaysOf } from './business-days.ts'
import { instantOf } from './calendar.ts'
import { countUpTo, firstAfter, inOneOrder } from './ordered-instants.ts'
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
export function serviceChanges(
  programme: Programme,
  functions: readonly AnyFunction[],
  after: Instant,
): Generator<Instant> {
  return inOneOrder(serviceTurns(programme, functions), after)
}

/** The openings and the closings of each of them, each list in order. */
export function serviceTurns(
  programme: Programme,
  functions: readonly AnyFunction[],
): readonly (readonly Instant[])[] {
  return functions
    .map((of) => hoursOf(programme, of))
    .flatMap(({ openings, closings }) => [openings, closings])
}

/** The service hours of the whole calendar as instants, in order: one opening and one closing each business day. */
interface ServiceHours {
  readonly openings: readonly Instant[]
  readonly closings: readonly Instant[]
}

function hoursOf(programme: Programme, { id }: AnyFunction): ServiceHours {
  return allHours(programme).get(id) ?? { openings: [], closings: [] }
}

/** Nothing of it depends on a person or a moment, and a calendar costs a hundred times what a decision does. */
const allHours = oncePer((programme: Programme): ReadonlyMap<FunctionId, ServiceHours> => {
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
})
