import type { ClockOffset } from '../db/measure-clock-offset.ts'
import { reasonOf } from '../kernel/reason-of.ts'

/** What the last beats found out; ages by a clock that is never set. */
export interface Pulse {
  /** Wraps the measurement that the programme clock makes each second: one question serves both. */
  measure(): Promise<ClockOffset>
  readonly last: {
    readonly answeredAt: number | null
    readonly fault: string | null
    readonly clock: ClockOffset | null
    readonly schemaLacks: readonly string[] | null
  }
}

interface PulseParts {
  readonly measure: () => Promise<ClockOffset>
  /** Asked at the first beat, then with each tenth: a restored backup may be older than the program. */
  readonly schemaLacks: () => Promise<readonly string[]>
  readonly ticks: () => number
  /** Told of each measurement. */
  readonly measured: (clock: ClockOffset) => void
}

const SCHEMA_EVERY_BEATS = 10

export function keepPulse({ measure, schemaLacks, ticks, measured }: PulseParts): Pulse {
  const last: { -readonly [Name in keyof Pulse['last']]: Pulse['last'][Name] } = {
    answeredAt: null,
    fault: null,
    clock: null,
    schemaLacks: null,
  }
  let beats = 0
  return {
    last,
    measure: async () => {
      try {
        const clock = await measure()
        if (beats++ % SCHEMA_EVERY_BEATS === 0) last.schemaLacks = await schemaLacks()
        Object.assign(last, { answeredAt: ticks(), fault: null, clock })
        measured(clock)
        return clock
      } catch (fault) {
        last.fault = reasonOf(fault)
        throw fault
      }
    },
  }
}
