import type { ReadDb } from '../db/transaction.ts'
import type { ParticipantId, UserId } from '../kernel/ids.ts'
import type { Role } from '../kernel/vocabulary.ts'
import type { ReasonCode } from '../programme/rules/reasons.ts'
import { factsOfPage } from './facts-of-page.ts'
import { type Asking, questionAt } from './firm-readiness.ts'
import {
  type PeopleQuery,
  type PersonRow,
  selectHelpers,
  selectOfSeveral,
  selectPeople,
} from './firm-store.ts'
import { firmMeans, isAdministrator } from './rules/firm-means.ts'
import { type Standing, type StandingName, standingAt } from './rules/standing-at.ts'
import { type Actor, type FirmMeans, whoMustAct } from './rules/who-must-act.ts'
import { isCardOnly } from './tally.ts'

/** One person of the firm: how he stands on launch morning, what he lacks, and who mends it. */
export interface FirmPerson {
  readonly userId: UserId
  readonly displayName: string
  readonly roles: readonly Role[]
  readonly standing: StandingName
  /** He gets in, but by smartcard alone: what he lacks is what an OTP door asks for. */
  readonly isCardOnly: boolean
  readonly lacks: readonly ReasonCode[]
  readonly mustAct: readonly Actor[]
}

/** One page of the people of a firm, in whose scope it is asked. */
export async function firmPeople(
  db: ReadDb,
  participant: ParticipantId,
  asking: Asking,
  query: PeopleQuery,
): Promise<readonly FirmPerson[]> {
  const means = await meansOf(db, participant, asking)
  const people = await standings(db, asking, await selectPeople(db, query))
  const ids = people.map(({ id }) => id)
  const ofSeveral = await selectOfSeveral(db, participant, ids)
  return people.map(({ id, userId, displayName, roles, standing }) => {
    const kept = { isAdministrator: isAdministrator(roles), ofSeveralFirms: ofSeveral.has(id) }
    const cardOnly = isCardOnly(standing)
    const lacks = cardOnly ? standing.lacksBesideCard : standing.lacks
    const mustAct = whoMustAct(lacks, kept, means)
    return { userId, displayName, roles, standing: standing.name, isCardOnly: cardOnly, lacks, mustAct }
  })
}

/** What the firm can do for itself. */
async function meansOf(db: ReadDb, participant: ParticipantId, asking: Asking): Promise<FirmMeans> {
  const helpers = await standings(db, asking, await selectHelpers(db, participant))
  return firmMeans(
    helpers.map(({ userId, roles, standing, active }) => ({
      userId,
      roles,
      active,
      standing: isAdministrator(roles) ? standing.name : null,
    })),
  )
}

interface Standed extends PersonRow {
  readonly standing: Standing
  readonly active: boolean
}

async function standings(
  db: ReadDb,
  asking: Asking,
  people: readonly PersonRow[],
): Promise<readonly Standed[]> {
  const { inForce, at } = questionAt(asking)
  const roles = inForce.programme.roles.map(({ id }) => id)
  const member = ({ id, userId: user_id, roles: his }: PersonRow) => ({
    ...{ id, user_id, roles: his },
    ...{ code: null, name_en: null, name_zh: null },
  })
  const facts = await factsOfPage(db, people.map(member), { roles, cardsAt: at })
  return people.map((person) => {
    const { firstFirm: _, ...known } = facts(member(person))
    const standing = standingAt(inForce, { ...known, lockedUntil: null }, at)
    return { ...person, standing, active: known.status === 'active' }
  })
}
