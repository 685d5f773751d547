import type { ReadDb } from '../db/transaction.ts'
import type { Chain } from '../kernel/vocabulary.ts'
import type { ByWhom } from './declare-absence.ts'
import { type Absence, listAbsences } from './list-absences.ts'
import { type Hand, listHands } from './list-hands.ts'
import { type Span, unattended } from './rules/unattended.ts'
import { rolesThatDecide } from './rules/who-may.ts'

/** Who has a hand in requests, who of them is away, and when nobody could decide. */
export interface Attendance {
  readonly hands: readonly Hand[]
  readonly absences: readonly Absence[]
  readonly unattended: readonly Span[]
}

/** In Client Connect maker and checker hold the same role: there must be two, that one may decide on the other's. */
const WANTED: Readonly<Record<Chain, number>> = { firm: 1, connect: 2, operators: 1 }

export async function readAttendance(
  db: ReadDb,
  where: Pick<ByWhom, 'participant' | 'at'>,
  chain: Chain,
): Promise<Attendance> {
  const hands = await listHands(db, where, [chain])
  const known = await listAbsences(db, where)
  const absences = known.filter(({ account }) => hands.some((hand) => hand.account === account))
  const deciding = hands.filter(({ roles }) => roles.some((role) => rolesThatDecide(chain).includes(role)))
  const checkers = new Set(deciding.map(({ account }) => account))
  const asked = { at: where.at, wanted: WANTED[chain] }
  return { hands, absences, unattended: unattended(checkers, absences, asked) }
}
