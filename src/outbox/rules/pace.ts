import { type Instant, isBefore } from '../../kernel/instant.ts'

/** Mails a second to one domain: as a rule, and to those that are named. */
export interface Pace {
  readonly perSecond: number
  readonly of: ReadonlyMap<string, number>
}

/** What a domain that was left alone may get at once, in seconds of its pace: above the time between two looks. */
export const AT_ONCE_SECONDS = 2

/** Of a domain's pace a quarter is bulk mail's: however much of it there is, what somebody waits for has its own. */
const SHARES = { prompt: 0.75, bulk: 0.25 } as const

export function paceOf({ perSecond, of }: Pace, domain: string, lane: keyof typeof SHARES): number {
  return (of.get(domain) ?? perSecond) * SHARES[lane]
}

/**
 * How many mails to a domain may go now. `freeAt` is when it would be free had each mail gone at its pace, null for never
 * one: the virtual scheduling of ITU-T I.371 (GCRA), which needs one instant a domain.
 */
export function mayGo(freeAt: Instant | null, at: Instant, perSecond: number): number {
  const ahead = freeAt === null || isBefore(freeAt, at) ? 0 : at.until(freeAt).total('seconds')
  // Instants hold nanoseconds: what is short by less is none.
  return Math.max(0, Math.floor((AT_ONCE_SECONDS - ahead) * perSecond + 1 + 1e-6))
}

/** When it is free after so many more. */
export function freeAfter(freeAt: Instant | null, at: Instant, perSecond: number, mails: number): Instant {
  const from = freeAt === null || isBefore(freeAt, at) ? at : freeAt
  return from.add({ nanoseconds: Math.ceil((mails / perSecond) * 1e9) })
}
