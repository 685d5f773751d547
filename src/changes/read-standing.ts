import { sql } from 'kysely'
import { z } from 'zod'
import { type ReadDb, reading, selectRows, type Tx } from '../db/transaction.ts'
import type { AccountId, ParticipantId, PersonId, SessionId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { AccessRight, Role } from '../kernel/vocabulary.ts'
import { isSteppedUp } from '../sessions/rules/step-up.ts'
import type { Held } from './rules/who-may.ts'

/** Who somebody is, and what he holds in force at an instant: in one firm, and as an operator. */
export interface Standing extends Held {
  readonly account: AccountId
  readonly person: PersonId
  /** All User IDs of his person: nobody acts on himself under another one. */
  readonly ofPerson: readonly AccountId[]
}

const heldShape = z.array(
  z.object({ role: z.string(), participant: z.string().nullable(), rights: z.array(z.string()) }),
)

/**
 * Reads a person's authority as it is at `at`, for one firm (or none). A role that ends by itself has ended then, whether
 * housekeeping has come by or not.
 */
export async function readStanding(
  db: ReadDb,
  { account, participant, at }: { account: AccountId; participant: ParticipantId | null; at: Instant },
): Promise<Standing | undefined> {
  const [row] = await selectRows<StandingRow>(
    db,
    sql`
      select a.person_id as person, a.status = 'active' as active,
        (select array_agg(o.id) from account o where o.person_id = a.person_id) as of_person,
        (select coalesce(json_agg(json_build_object('role', m.role, 'participant', m.participant_id, 'rights',
            (select coalesce(json_agg(r."right"), '[]') from access_right r
              where r.membership_id = m.id and r.valid_from <= ${at} and (r.valid_to is null or r.valid_to > ${at})))),
            '[]')
          from membership m where m.account_id = a.id and m.valid_from <= ${at}
            and (m.valid_to is null or m.valid_to > ${at}) and (m.ends_at is null or m.ends_at > ${at})
            and (m.participant_id is null or m.participant_id = ${participant})) as held
      from account a where a.id = ${account}`,
  )
  return row && { account, ...standingOf(row) }
}

interface StandingRow {
  person: PersonId
  active: boolean
  of_person: AccountId[]
  held: string
}

function standingOf({ person, active, of_person: ofPerson, held }: StandingRow): Omit<Standing, 'account'> {
  const memberships = heldShape.parse(JSON.parse(held))
  const inFirm = memberships.filter((membership) => membership.participant !== null)
  return {
    ...{ person, active, ofPerson },
    inFirm: inFirm.map(({ role }) => role as Role),
    rights: inFirm.flatMap(({ rights }) => rights as AccessRight[]),
    asOperator: memberships.flatMap(({ role, participant }) => (participant === null ? [role as Role] : [])),
  }
}

/**
 * Decisions about one firm, and those about the estate, follow one another; and the accounts they rest on stay as they
 * are until the end. So what was looked at is what is changed, and nobody loses his role between being asked and acting.
 */
export async function holdStill(
  tx: Tx,
  participant: ParticipantId | null,
  accounts: readonly AccountId[],
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`requests of ${participant ?? 'the estate'}`}, 0))`.execute(
    tx,
  )
  await tx
    .selectFrom('account')
    .select('id')
    .where('id', 'in', [...accounts])
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
}

/** Whether he proved both factors again lately, in the very session he acts in. */
export async function hasSteppedUp(
  tx: Tx,
  { account, session, at }: { account: AccountId; session: SessionId; at: Instant },
): Promise<boolean> {
  const found = await reading(tx)
    .selectFrom('logon_session')
    .select('stepped_up_at')
    .where('id', '=', session)
    .where('account_id', '=', account)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return isSteppedUp(found?.stepped_up_at ?? null, at)
}
