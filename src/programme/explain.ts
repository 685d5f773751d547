import type { DoorId, SiteId, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Bilingual, ReasonSource } from './block.ts'
import type { Door, Programme } from './programme.ts'
import type { Decision, Outcome } from './rules/decide.ts'
import type { DoorOfSystem } from './rules/door-state.ts'
import type { ReasonCode } from './rules/reasons.ts'
import { sayTimeInZone } from './rules/say-time.ts'
import { doorOf, functionOf } from './rules/standing-doors.ts'

/** What was asked. */
export interface Question {
  readonly user: UserId
  readonly door: Door
  readonly site: SiteId
  readonly at: Instant
}

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  'signed-in': 'logged on',
  'signed-in-function-not-available': 'logged on, "Function not available"',
  'door-closed': 'the door is closed',
  refused: 'refused',
}

const SOURCES: Readonly<Record<ReasonSource, string>> = {
  circular: 'by the circular',
  assumed: 'by an assumption of the programme file',
  directory: 'by the directory',
  decision: 'by a recorded decision',
}

/** A decision for people, in English: the same words as on the pages. */
export function explainText(
  programme: Programme,
  question: Question,
  decision: Decision,
  beside: readonly DoorOfSystem[],
): readonly string[] {
  const { user, door, site, at } = question
  const { outcome, functions, carriedForward, nextChange, reasons } = decision
  const says = (when: Instant) => sayTimeInZone(programme.clock, when).en
  const mayInitiate = door.means === 'initiation' && outcome === 'signed-in'
  const open = functions.map((id) => functionOf(programme, id)?.name.en ?? id)
  return [
    line('Who', user),
    line('Where', `${door.label.en} (${door.id}), ${site} site`),
    line('When', says(at)),
    '',
    line('Outcome', mayInitiate ? 'may set up 2FA' : OUTCOMES[outcome]),
    line('Functions', open.length > 0 ? open.join(', ') : 'none open'),
    line('Changes', carriedForward ? 'are carried forward' : 'are NOT carried forward'),
    line('Holds until', nextChange === null ? 'the end of the calendar' : says(nextChange)),
    ...(reasons.length === 0 ? [] : ['', 'Why']),
    ...reasons.flatMap(({ code, text, source }) => [`  ${text.en}`, `    ${code}, ${SOURCES[source]}`]),
    '',
    'Doors of the same system there and then',
    ...beside.map((other) => `  ${other.open ? 'open  ' : 'closed'}  ${labelOf(programme, other.door)}`),
  ]
}

/** What `explain --json` prints (design.md §5). Instants carry the offset of the programme's zone. */
export interface ExplainedJson {
  readonly outcome: Outcome
  readonly functions: readonly string[]
  readonly carriedForward: boolean
  readonly nextChange: string | null
  readonly reasons: readonly {
    readonly code: ReasonCode
    readonly text: Bilingual
    readonly source: ReasonSource
  }[]
}

export function explainJson(programme: Programme, decision: Decision): ExplainedJson {
  const { outcome, functions, carriedForward, nextChange, reasons } = decision
  const { zone } = programme.clock
  return {
    outcome,
    functions,
    carriedForward,
    nextChange: nextChange?.toZonedDateTimeISO(zone).toString({ timeZoneName: 'never' }) ?? null,
    reasons: reasons.map(({ code, text, source }) => ({ code, text, source })),
  }
}

function line(name: string, value: string): string {
  return `${name.padEnd(13)}${value}`
}

function labelOf(programme: Programme, id: DoorId): string {
  return doorOf(programme, id)?.label.en ?? id
}
