import { sql } from 'kysely'
import type { Known } from '../changes/kind.ts'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { AccountId, ParticipantId, PersonId, UserId } from '../kernel/ids.ts'
import type { Language } from '../kernel/vocabulary.ts'
import type { Programme } from '../programme/programme.ts'
import { type Delegate, type DelegateRole, delegatesOf } from './delegates-of.ts'
import type { Elsewhere, FirmOfDelegates } from './rules/may-be-delegate.ts'

/** The firm as a change of its Delegated Administrators finds it; undefined where there is none. */
export async function lookAtFirm(
  db: ReadDb,
  { participant, at }: Known,
): Promise<FirmOfDelegates | undefined> {
  const firm = await db
    .selectFrom('participant')
    .select('single_control')
    .where('id', '=', participant)
    .executeTakeFirst()
  if (firm === undefined) return undefined
  return { singleControl: firm.single_control, delegates: await delegatesOf(db, participant, at) }
}

export interface FirmAndDelegate {
  readonly participant: ParticipantId
  readonly firm: FirmOfDelegates
  readonly delegate: Delegate
  readonly elsewhere: Elsewhere
}

/** Undefined where that account is no Delegated Administrator of this firm. */
export async function lookAtDelegate(
  db: ReadDb,
  account: AccountId,
  known: Known,
): Promise<FirmAndDelegate | undefined> {
  const { participant } = known
  const firm = await lookAtFirm(db, known)
  const delegate = firm?.delegates.find(({ accountId }) => accountId === account)
  if (participant === null || firm === undefined || delegate === undefined) return undefined
  const [elsewhere] = await selectRows(
    db,
    sql<Elsewhere>`
    select account_acts_elsewhere(${account}, ${participant}) as "actsElsewhere",
      person_acts_elsewhere(${delegate.personId}, ${participant}) as "personActsElsewhere"`,
  )
  return elsewhere && { participant, firm, delegate, elsewhere }
}

export interface PersonOfFirm {
  readonly personId: PersonId
  readonly name: string
  readonly language: Language
  /** All his User IDs that the firm can see: nobody appoints himself. */
  readonly accounts: readonly AccountId[]
}

/** Whoever has this User ID at the firm, in whatever role. */
export async function lookAtPerson(
  db: ReadDb,
  userId: UserId,
  { participant }: Known,
): Promise<PersonOfFirm | undefined> {
  const person = await db
    .selectFrom('account as a')
    .innerJoin('person as p', 'p.id', 'a.person_id')
    .innerJoin('membership as m', 'm.account_id', 'a.id')
    .select(['p.id', 'p.display_name', 'p.language', 'a.id as account'])
    .where('a.user_id', '=', userId)
    .where('a.status', '<>', 'removed')
    .where('m.participant_id', '=', participant)
    .where('m.valid_to', 'is', null)
    .executeTakeFirst()
  return (
    person && {
      personId: person.id,
      name: person.display_name,
      language: person.language,
      accounts: [person.account],
    }
  )
}

/**
 * The firm's user group that opens what this role's doors lead to, the narrowest of them; undefined where the firm has
 * none. Without one a Delegated Administrator could log on and would find nothing open.
 */
export async function groupFor(
  db: ReadDb,
  programme: Programme,
  role: DelegateRole,
  { participant }: Known,
): Promise<{ readonly id: string; readonly name: string } | undefined> {
  const needed = programme.doors.filter(({ admits }) => admits.includes(role)).flatMap((door) => door.leadsTo)
  const rows = await db
    .selectFrom('user_group as g')
    .innerJoin('user_group_function as f', 'f.user_group_id', 'g.id')
    .select(['g.id', 'g.name', 'f.function_id as function'])
    .where('g.participant_id', '=', participant)
    .where('g.valid_to', 'is', null)
    .execute()
  const groups = [...Map.groupBy(rows, ({ id }) => id).values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ ...first, opens: [first, ...others].map((row) => row.function) }],
  )
  return groups
    .filter(({ opens }) => needed.every((id) => opens.includes(id)))
    .sort((a, b) => a.opens.length - b.opens.length || a.name.localeCompare(b.name, 'en'))[0]
}
