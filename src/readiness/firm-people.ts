import type { ReadDb } from '../db/transaction.ts'
import type { ParticipantId, UserId } from '../kernel/ids.ts'
import type { Role } from '../kernel/vocabulary.ts'
import type { ReasonCode } from '../programme/rules/reasons.ts'
import { factsOfPage } from './facts-of-page.ts'
import { type Asking, questionAt } from './firm-readiness.ts'
import { type PeopleQuery, selectPeople } from './firm-store.ts'
import { isAdministrator } from './rules/firm-means.ts'
import { type StandingName, standingAt } from './rules/standing-at.ts'
import { type Actor, type FirmMeans, whoMustAct } from './rules/who-must-act.ts'

/** One person of the firm: how he stands on launch morning, what he lacks, and who mends it. */
export interface FirmPerson {
  readonly userId: UserId
  readonly displayName: string
  readonly roles: readonly Role[]
  readonly standing: StandingName
  readonly lacks: readonly ReasonCode[]
  readonly mustAct: readonly Actor[]
}

/** One page of the firm's people. `means`: what the firm can do for itself. */
export async function firmPeople(
  db: ReadDb,
  participant: ParticipantId,
  asking: Asking,
  means: FirmMeans,
  query: PeopleQuery,
): Promise<readonly FirmPerson[]> {
  const { inForce, at } = questionAt(asking)
  const people = await selectPeople(db, participant, query)
  const rows = people.map((person) => ({
    id: person.id,
    user_id: person.userId,
    roles: person.roles,
    code: null,
    name_en: null,
    name_zh: null,
  }))
  const roles = inForce.programme.roles.map(({ id }) => id)
  const facts = await factsOfPage(db, rows, roles)
  return people.map(({ userId, displayName, roles: his }, index) => {
    const row = rows[index]
    if (row === undefined) throw new Error('a person without a row')
    const { firstFirm: _, ...known } = facts(row)
    const { name, lacks } = standingAt(inForce, { ...known, lockedUntil: null }, at)
    const mustAct = whoMustAct(lacks, isAdministrator(his), means)
    return { userId, displayName, roles: his, standing: name, lacks, mustAct }
  })
}
