import type { DoorId, SiteId } from '../../kernel/ids.ts'
import { type Instant, isBefore } from '../../kernel/instant.ts'
import type { Door } from '../../programme/programme.ts'
import { type Decision, decide } from '../../programme/rules/decide.ts'
import type { Facts } from '../../programme/rules/facts.ts'
import type { InForce } from '../../programme/rules/in-force.ts'
import type { ReasonCode } from '../../programme/rules/reasons.ts'
import { situation } from '../../programme/rules/situation.ts'
import { lacksBesideCard } from './lacks-beside-card.ts'

/**
 * How a person stands at an instant; the first line that holds.
 *
 * | standing     | when                                                                                        |
 * | ------------ | ------------------------------------------------------------------------------------------- |
 * | `suspended`  | the account is suspended: somebody meant it                                                 |
 * | `gets-in`    | a door of any site leads in, whether its function is open then or not                       |
 * | `not-ready`  | none does, but he can initiate 2FA, then and there, by himself                              |
 * | `waiting`    | every door is closed to everybody, and one opens by the calendar: nobody need act            |
 * | `locked-out` | no door leads in, initiation included, unless somebody acts (or his attempt lock runs out)  |
 */
export const STANDINGS = ['gets-in', 'not-ready', 'locked-out', 'waiting', 'suspended'] as const
export type StandingName = (typeof STANDINGS)[number]

export interface Standing {
  readonly name: StandingName
  /** Why no door leads in, in the words of decisions; empty for who gets in. */
  readonly lacks: readonly ReasonCode[]
  /** The doors that lead in, initiation among them. */
  readonly doors: readonly DoorId[]
  /** The open doors that take none of his OTP channels. */
  readonly channelRefused: readonly DoorId[]
  /** The functions open to him in a test session. Ordinary hours are compared as hours. */
  readonly inSession: readonly string[]
  /** What keeps him from every OTP door, where smartcard doors alone lead in (`lacks-beside-card.ts`); else empty. */
  readonly lacksBesideCard: readonly ReasonCode[]
}

const SITES: readonly SiteId[] = ['primary', 'secondary']

export function standingAt(inForce: InForce, facts: Facts, at: Instant): Standing {
  return standingOf(inForce, facts, at, meetings(inForce, facts, [at])[0] ?? [])
}

/** The same for many instants, in order; cheaper than one by one. */
export function standingsOver(
  inForce: InForce,
  facts: Facts,
  instants: readonly Instant[],
): readonly Standing[] {
  const met = meetings(inForce, facts, instants)
  return instants.map((at, index) => standingOf(inForce, facts, at, met[index] ?? []))
}

function standingOf(inForce: InForce, facts: Facts, at: Instant, met: readonly Meeting[]): Standing {
  const leadingIn = met.filter(({ decision }) => isLetIn(decision))
  const ways = [...new Set(leadingIn.map(({ door }) => door))]
  const name = nameOf(facts, met, leadingIn)
  return {
    name,
    lacks: name === 'gets-in' ? [] : lacks(met),
    doors: ways.map(({ id }) => id),
    channelRefused: [...new Set(met.filter(refusesChannel).map(({ door }) => door.id))],
    inSession: [...new Set(leadingIn.flatMap((each) => functionsInSession(inForce, each, at)))],
    lacksBesideCard: lacksBesideCard(inForce.programme, facts, ways, at),
  }
}

interface Meeting {
  readonly door: Door
  readonly site: SiteId
  readonly decision: Decision
}

/** By instant. A door whose file admits none of his roles never leads him in, at no time: it is not asked. */
function meetings(
  inForce: InForce,
  facts: Facts,
  instants: readonly Instant[],
): readonly (readonly Meeting[])[] {
  const places = inForce.programme.doors
    .filter((door) => door.admits.some((role) => facts.roles.includes(role)))
    .flatMap((door) => SITES.map((site) => ({ door, site })))
  const decided = places.map(({ door, site }) => decisionsOver(inForce, facts, door, site, instants))
  return instants.map((_, index) =>
    places.flatMap((place, of) => {
      const decision = decided[of]?.[index]
      return decision === undefined ? [] : [{ ...place, decision }]
    }),
  )
}

/** A decision holds until its next change: in between nobody need be asked again. */
function decisionsOver(
  inForce: InForce,
  facts: Facts,
  door: Door,
  site: SiteId,
  instants: readonly Instant[],
): readonly Decision[] {
  let last: Decision | undefined
  return instants.map((at) => {
    if (last === undefined || (last.nextChange !== null && !isBefore(at, last.nextChange)))
      last = decide(inForce, facts, door.id, site, at)
    return last
  })
}

function nameOf(facts: Facts, met: readonly Meeting[], leadingIn: readonly Meeting[]): StandingName {
  if (facts.status !== 'active') return 'suspended'
  if (leadingIn.some(({ door }) => door.means !== 'initiation')) return 'gets-in'
  if (leadingIn.length > 0) return 'not-ready'
  return met.length > 0 && met.every(isClosed) && met.some(opensByItself) ? 'waiting' : 'locked-out'
}

/**
 * What is in the way at the doors that come nearest: those that refuse him for something that can be mended, else those
 * that he has no right to, else the closed ones. Initiation asks for nothing that these do not ask for.
 */
function lacks(met: readonly Meeting[]): readonly ReasonCode[] {
  const means = met.filter(({ door }) => door.means !== 'initiation')
  const refused = means.filter(({ decision }) => decision.outcome === 'refused')
  const entitled = refused.filter(({ decision }) => !codes(decision).includes('not-entitled'))
  const nearest = [entitled, refused, means, met].find((some) => some.length > 0) ?? []
  const all = [...new Set(nearest.flatMap(({ decision }) => codes(decision)))]
  // Where an OTP door would do, nobody waits for a card.
  const found = all.length > 1 ? all.filter((code) => code !== 'no-card') : all
  return met.length === 0 ? ['not-entitled'] : found
}

function codes({ reasons }: Decision): readonly ReasonCode[] {
  return reasons.map(({ code }) => code)
}

function isLetIn({ outcome }: Decision): boolean {
  return outcome === 'signed-in' || outcome === 'signed-in-function-not-available'
}

function isClosed({ decision }: Meeting): boolean {
  return decision.outcome === 'door-closed'
}

function opensByItself({ decision }: Meeting): boolean {
  return decision.nextChange !== null && codes(decision).includes('outside-window')
}

function refusesChannel({ decision }: Meeting): boolean {
  return decision.outcome === 'refused' && codes(decision).includes('channel-refused')
}

function functionsInSession(inForce: InForce, { site, decision }: Meeting, at: Instant): readonly string[] {
  return situation(inForce, site, at) === null ? [] : decision.functions
}
