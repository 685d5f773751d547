import { sql } from 'kysely'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { AccountId, ParticipantId, UserId } from '../kernel/ids.ts'
import { type Instant, laterOf } from '../kernel/instant.ts'
import type { InForce } from '../programme/rules/in-force.ts'
import type { ReasonCode } from '../programme/rules/reasons.ts'
import { factsOfPage } from './facts-of-page.ts'
import { selectOfSeveral } from './firm-store.ts'
import { onceForAlike } from './once-for-alike.ts'
import { supposeDecisions } from './rules/decisions-supposed.ts'
import { wordsOf } from './rules/facts-that-matter.ts'
import { firmMeans, isAdministrator } from './rules/firm-means.ts'
import { launchMorning } from './rules/launch-morning.ts'
import { type StandingName, standingAt } from './rules/standing-at.ts'
import { type Actor, whoMustAct } from './rules/who-must-act.ts'

/** What is asked of a firm's people: how they stand on launch morning, or now, once that is past. */
export interface AskedOfFirm {
  readonly inForce: InForce
  readonly at: Instant
}

/** As `simulate` asks of a programme in force: of the recorded decisions, or as if a go were given in time. */
export function askOfFirm({ programme, decisions }: InForce, now: Instant): AskedOfFirm {
  const { inForce } = supposeDecisions(programme, 'by-file', decisions)
  return { inForce, at: laterOf(launchMorning(inForce), now) }
}

export interface FirmMember {
  readonly id: AccountId
  readonly user_id: UserId
  readonly roles: readonly string[]
}

export interface StandingInFirm {
  readonly name: StandingName
  readonly lacks: readonly ReasonCode[]
  /** In the order in which they must act. */
  readonly mustAct: readonly Actor[]
}

/**
 * How people of one firm stand: what `simulate` says of them, by the same rules and the same facts, as far as the firm's
 * own eyes see. Nobody stands at all whom the programme concerns by none of his roles, as Client Connect users.
 */
export async function standInFirm(
  db: ReadDb,
  { inForce, at }: AskedOfFirm,
  participant: ParticipantId,
  members: readonly FirmMember[],
): Promise<ReadonlyMap<AccountId, StandingInFirm>> {
  const roles = inForce.programme.roles.map(({ id }) => id)
  const helpers = await selectHelpers(db, participant)
  const facts = await factsOfPage(db, [...helpers, ...members], { roles, cardsAt: at })
  const alike = onceForAlike(wordsOf(inForce), (known) => standingAt(inForce, known, at))
  const standingOf = (member: FirmMember) => {
    if (!member.roles.some((role) => roles.includes(role))) return null
    const { firstFirm: _, ...known } = facts(member)
    return alike.of({ ...known, lockedUntil: null })
  }
  const means = firmMeans(
    helpers.map((helper) => ({
      userId: helper.user_id,
      roles: helper.roles,
      standing: standingOf(helper)?.name ?? null,
      active: facts(helper).status === 'active',
    })),
  )
  const ids = members.map(({ id }) => id)
  const ofSeveral = await selectOfSeveral(db, participant, ids)
  const standings = new Map<AccountId, StandingInFirm>()
  for (const member of members) {
    const standing = standingOf(member)
    if (standing === null) continue
    const ofSeveralFirms = ofSeveral.has(member.id)
    const kept = { isAdministrator: isAdministrator(member.roles), ofSeveralFirms }
    const mustAct = whoMustAct(standing.lacks, kept, means)
    standings.set(member.id, { name: standing.name, lacks: standing.lacks, mustAct })
  }
  return standings
}

/** Who can mend what others of the firm lack. */
function selectHelpers(db: ReadDb, participant: ParticipantId): Promise<readonly FirmMember[]> {
  return selectRows(
    db,
    sql<FirmMember>`
    select a.id, a.user_id, array_agg(m.role order by m.role) as roles
    from membership m join account a on a.id = m.account_id
    where m.participant_id = ${participant} and m.valid_to is null and a.status <> 'removed'
      and (m.role like 'da-%' or m.role = 'client-connect')
    group by a.id`,
  )
}
