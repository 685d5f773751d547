import type { ReadDb } from '../db/transaction.ts'
import type { ParticipantId, UserId } from '../kernel/ids.ts'
import { type Instant, isBefore } from '../kernel/instant.ts'
import type { Facts } from '../programme/rules/facts.ts'
import type { InForce } from '../programme/rules/in-force.ts'
import { type AlikeRow, selectAlike } from './firm-store.ts'
import { type Supposed, supposeDecisions } from './rules/decisions-supposed.ts'
import { wordsOf } from './rules/facts-that-matter.ts'
import { launchMorning } from './rules/launch-morning.ts'
import { standingAt } from './rules/standing-at.ts'
import { type Counted, count, noneCounted } from './tally.ts'

/** How the people of one firm stand, and what is missing: the rule is the simulation's (rules/standing-at.ts). */
export interface FirmReadiness {
  /** Launch morning, or now if it is past. */
  readonly at: Instant
  readonly supposed: Supposed
  readonly people: number
  readonly counts: Counted
  /** Active people by what they lack; who has no email has not set up 2FA either, and counts in the first alone. */
  readonly noEmail: ByWhoKeepsHim
  readonly notInitiated: number
  /** In force, active, initiated: able to act this minute. One under single control is both. */
  readonly makers: number
  readonly checkers: number
}

/** Users are kept by their DAs, DAs by DA 3 in Client Connect (domain I5.b). */
export interface ByWhoKeepsHim {
  readonly users: number
  readonly administrators: number
}

export interface Asking {
  readonly inForce: InForce
  readonly at: Instant
}

/** Under which decisions, and of which instant, a firm is asked about. */
export function questionAt({ inForce, at }: Asking): Asking & { readonly supposed: Supposed } {
  const { inForce: then, supposed } = supposeDecisions(inForce.programme, 'by-file', inForce.decisions)
  const morning = launchMorning(then)
  return { inForce: then, supposed, at: isBefore(at, morning) ? morning : at }
}

export async function firmReadiness(
  db: ReadDb,
  participant: { readonly id: ParticipantId; readonly code: string },
  asking: Asking,
): Promise<FirmReadiness> {
  const { inForce, supposed, at } = questionAt(asking)
  const roles: readonly string[] = inForce.programme.roles.map(({ id }) => id)
  const rows = await selectAlike(db, participant.id, wordsOf(inForce), at)
  const concerned = rows.filter((row) => row.roles.some((role) => roles.includes(role)))
  const counts = noneCounted()
  for (const row of concerned)
    count(counts, standingAt(inForce, factsOf(row, participant.code), at), row.count)
  const active = concerned.filter(({ status }) => status === 'active')
  const without = active.filter(({ email }) => !email)
  const able = active.filter(isInitiated)
  return {
    at,
    supposed,
    people: sum(concerned),
    counts,
    noEmail: {
      users: sum(without.filter((row) => !isAdministrator(row))),
      administrators: sum(without.filter(isAdministrator)),
    },
    notInitiated: sum(active.filter((row) => row.email && !isInitiated(row))),
    makers: sum(able.filter((row) => hasOne(row, 'da-maker', 'da-single'))),
    checkers: sum(able.filter((row) => hasOne(row, 'da-checker', 'da-single'))),
  }
}

function factsOf(row: AlikeRow, code: string): Facts {
  return {
    userId: row.named as UserId,
    participants: [code],
    roles: row.roles,
    status: row.status,
    emailRegistered: row.email,
    initiated: isInitiated(row),
    channels: row.credentials.filter((kind) => kind !== 'password'),
    // An attempt lock is for minutes, and gone by any other morning.
    lockedUntil: null,
    holdsCard: row.card,
    functions: row.functions,
    registeredFor: row.registered,
    enteredAt: null,
  }
}

function isInitiated({ credentials }: AlikeRow): boolean {
  return credentials.includes('password') && credentials.some((kind) => kind !== 'password')
}

function isAdministrator(row: AlikeRow): boolean {
  return hasOne(row, 'da-maker', 'da-checker', 'da-single')
}

function hasOne({ roles }: AlikeRow, ...wanted: AlikeRow['roles']): boolean {
  return roles.some((role) => wanted.includes(role))
}

function sum(rows: readonly AlikeRow[]): number {
  return rows.reduce((total, { count }) => total + count, 0)
}
