import type { ClockOffset } from '../../db/measure-clock-offset.ts'

/** What is known of a node at one moment. Ages are milliseconds. */
export interface Vitals {
  readonly serving: 'not-yet' | 'yes' | 'draining'
  /** Since the database last answered; null where it never has. */
  readonly databaseAnswered: number | null
  /** Why it did not, where its last answer was a fault. */
  readonly databaseFault: string | null
  /** Migrations the schema lacks; null until it was looked at. */
  readonly schemaLacks: readonly string[] | null
  readonly clock: ClockOffset | null
  /** Since the outbox's worker last came round. */
  readonly outboxTurned: number
}

export type PartName = 'serving' | 'database' | 'schema' | 'clock' | 'outbox'

export interface Part {
  readonly ready: boolean
  readonly says: string
}

export interface Readiness {
  readonly ready: boolean
  readonly parts: Readonly<Record<PartName, Part>>
}

/** Milliseconds. The pulse beats each second; a worker's longest turn is a batch of mails to a server that hangs. */
const LONGEST = { silence: 3_000, uncertainty: 1_000, turn: 45_000 }

const ready = (says: string): Part => ({ ready: true, says })
const not = (says: string): Part => ({ ready: false, says })

const SERVING = {
  'not-yet': not('does not listen yet'),
  yes: ready('listens'),
  draining: not('told to end'),
} as const

/** Every part there is; a node is ready when all are. Drift alarms (write-log.ts) and is no part: rules go by one time. */
const PARTS: Readonly<Record<PartName, (vitals: Vitals) => Part>> = {
  serving: ({ serving }) => SERVING[serving],
  database: ({ databaseAnswered: age, databaseFault: fault }) => {
    if (age !== null && age <= LONGEST.silence) return ready('answers')
    return not(fault ?? (age === null ? 'has not answered yet' : `silent for ${seconds(age)}`))
  },
  schema: ({ schemaLacks: lacks }) => {
    if (lacks === null) return not('not looked at yet')
    return lacks.length === 0 ? ready('up to date') : not(`lacks ${lacks.join(', ')}`)
  },
  clock: ({ clock }) => {
    if (clock === null) return not('offset to the database not known yet')
    const measured = `${seconds(clock.offset)} ± ${seconds(clock.uncertainty)} to the database`
    return clock.uncertainty <= LONGEST.uncertainty ? ready(measured) : not(`${measured}: too unsure`)
  },
  outbox: ({ outboxTurned: age }) =>
    age <= LONGEST.turn ? ready('works') : not(`the worker has stood still for ${seconds(age)}`),
}

export function judgeReadiness(vitals: Vitals): Readiness {
  const parts = {
    serving: PARTS.serving(vitals),
    database: PARTS.database(vitals),
    schema: PARTS.schema(vitals),
    clock: PARTS.clock(vitals),
    outbox: PARTS.outbox(vitals),
  }
  return { ready: Object.values(parts).every((part) => part.ready), parts }
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(3)} s`
}
