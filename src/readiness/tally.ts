import type { ReasonCode } from '../programme/rules/reasons.ts'
import type { Firm, Member } from './people.ts'
import { firmMeans, type Helper, isAdministrator, isClientConnect } from './rules/firm-means.ts'
import { STANDINGS, type Standing, type StandingName } from './rules/standing-at.ts'
import { type Actor, type FirmMeans, whoMustAct } from './rules/who-must-act.ts'

export type Counts = Record<StandingName, number>

/** As `Counts`, and how many of those who get in do so by smartcard alone. */
export type Counted = Counts & { readonly 'card-only': number }

function noCounts(): Counts {
  return Object.fromEntries(STANDINGS.map((name) => [name, 0])) as Counts
}

export function sum(counts: Counts): number {
  return STANDINGS.reduce((total, name) => total + counts[name], 0)
}

/** One person in one firm who does not get in, or only by smartcard: then he lacks what an OTP door asks for. */
export interface Named {
  readonly participant: string | null
  readonly userId: string
  readonly lacks: readonly ReasonCode[]
  /** In the order in which they must act. */
  readonly mustAct: readonly Actor[]
}

export interface FirmTally {
  readonly firm: Firm | null
  readonly counts: Counted
  readonly means: FirmMeans
}

export const LISTED = ['locked-out', 'not-ready', 'suspended', 'card-only'] as const
export type Listed = (typeof LISTED)[number]

export type Counting = Counts & { 'card-only': number }

interface FirmInHand extends FirmTally {
  readonly counts: Counting
  readonly helpers: Helper[]
  means: FirmMeans
}

export interface Tally {
  /** `standings`: one for each moment. Members come firm by firm, who can repair the others first. */
  take(member: Member, standings: readonly Standing[]): void
  /** By moment; people, each once. */
  readonly counts: readonly Counted[]
  readonly firms: readonly FirmTally[]
}

/** Counts everybody by moment and by firm, and hands on who is to be named at the moment number `now`. */
export function makeTally(
  moments: number,
  now: number,
  programmeRoles: readonly string[],
  name: (list: Listed, named: Named) => void,
): Tally {
  const counts = Array.from({ length: moments }, noneCounted)
  const firms: FirmInHand[] = []
  return {
    counts,
    firms,
    take: (member, standings) => {
      const firm = firmOf(firms, member.firm)
      const isConcerned = member.roles.some((role) => programmeRoles.includes(role))
      const standing = standings[now]
      if (isAdministrator(member.roles) || isClientConnect(member.roles))
        help(firm, member, isConcerned ? (standing?.name ?? null) : null)
      if (!isConcerned || standing === undefined) return
      count(firm.counts, standing)
      if (isListed(standing.name)) name(standing.name, named(member, standing.lacks, firm))
      if (isCardOnly(standing)) name('card-only', named(member, standing.lacksBesideCard, firm))
      if (!member.counts) return
      standings.forEach((each, moment) => {
        const at = counts[moment]
        if (at !== undefined) count(at, each)
      })
    },
  }
}

export function noneCounted(): Counting {
  return { ...noCounts(), 'card-only': 0 }
}

/** Counts so many who stand like this. */
export function count(counts: Counting, standing: Standing, many = 1): void {
  counts[standing.name] += many
  if (isCardOnly(standing)) counts['card-only'] += many
}

export function isCardOnly({ lacksBesideCard }: Standing): boolean {
  return lacksBesideCard.length > 0
}

function firmOf(firms: FirmInHand[], firm: Firm | null): FirmInHand {
  const last = firms.at(-1)
  if (last !== undefined && last.firm?.code === firm?.code) return last
  const next = { firm, counts: noneCounted(), helpers: [], means: firmMeans([]) }
  firms.push(next)
  return next
}

function help(firm: FirmInHand, { userId, roles, facts }: Member, standing: StandingName | null): void {
  firm.helpers.push({ userId, roles, standing, active: facts.status === 'active' })
  firm.means = firmMeans(firm.helpers)
}

function named(
  { userId, roles, facts }: Member,
  lacks: readonly ReasonCode[],
  { firm, means }: FirmInHand,
): Named {
  const kept = { isAdministrator: isAdministrator(roles), ofSeveralFirms: facts.participants.length > 1 }
  const mustAct = whoMustAct(lacks, kept, means)
  return { participant: firm?.code ?? null, userId, lacks, mustAct }
}

function isListed(name: StandingName): name is Extract<Listed, StandingName> {
  return (LISTED as readonly string[]).includes(name)
}
