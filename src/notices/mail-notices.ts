import { sql } from 'kysely'
import type { KindsOfChange } from '../changes/catalogued.ts'
import type { Database, Tx } from '../db/transaction.ts'
import type { AccountId, Epoch, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Randomness } from '../kernel/randomness.ts'
import { type Language, NOTICE_KINDS, type NoticeKind } from '../kernel/vocabulary.ts'
import { writeLetter } from '../mail/letters.ts'
import { queueMail } from '../outbox/queue-mail.ts'
import type { Programme } from '../programme/programme.ts'
import { sayTimeInZone } from '../programme/rules/say-time.ts'
import type { Sealer } from '../sealing/seal.ts'
import { dueTo } from './open-tasks.ts'

export interface NoticeWorld {
  readonly database: Database
  readonly epoch: Epoch
  readonly randomness: Randomness
  readonly sealer: Sealer
  readonly programme: Programme
  readonly kinds: KindsOfChange
}

/** At once for the first, then all that came meanwhile together. */
const APART = { minutes: 30 } as const
/** Who is still not done is told again. */
const AGAIN = { hours: 7 * 24 } as const
/** What is still to be done is on screen; a letter of yesterday says nothing. */
const OF_USE = { hours: 24 } as const

interface Told {
  readonly accountId: AccountId
  readonly userId: UserId
  readonly displayName: string
  readonly language: Language
  readonly address: string
  /** Null: at the operator's desk. */
  readonly firm: string | null
  readonly kind: NoticeKind
  readonly count: number
}

/**
 * Writes one letter to each who has not heard of something that waits for him, about all that does; at most so many.
 * What was done meanwhile is in none. Two processes may do it at once: who takes a person's row writes to him. Answers how
 * many it wrote.
 */
export function mailNotices(world: NoticeWorld, at: Instant, atMost: number): Promise<number> {
  return world.database.write({ as: 'operations' }, async (tx) => {
    const rows = await takeUntold(tx, world, at, atMost)
    const each = Map.groupBy(rows, ({ accountId }) => accountId)
    for (const tasks of each.values()) await writeTo(tx, world, tasks, at)
    return each.size
  })
}

/** A task that is no more is forgotten, so that it is news if it comes again. */
async function takeUntold(
  tx: Tx,
  { kinds, programme }: NoticeWorld,
  at: Instant,
  atMost: number,
): Promise<readonly Told[]> {
  const { rows } = await sql<Told>`
    with ${dueTo({ kinds, programme, at, among: 'all' })},
    forgotten as (
      delete from told_task t
      where not exists (select from due d where d.account_id = t.account_id and d.task = t.task)),
    untold as materialized (
      select distinct d.account_id from due d join registered_email e on e.account_id = d.account_id and e.valid_to is null
      where not exists (select from told_task t
          where t.account_id = d.account_id and t.task = d.task and t.told_at > ${at.subtract(AGAIN)})
        and not exists (select from notice_mail n
          where n.account_id = d.account_id and n.written_at > ${at.subtract(APART)})
      order by d.account_id limit ${atMost}),
    taken as (
      insert into notice_mail (account_id, written_at) select account_id, ${at}::timestamptz from untold
      on conflict (account_id) do update set written_at = excluded.written_at
        where notice_mail.written_at <= ${at.subtract(APART)}
      returning account_id),
    told as (
      insert into told_task (account_id, task, told_at)
      select d.account_id, d.task, ${at}::timestamptz from due d join taken on taken.account_id = d.account_id
      on conflict (account_id, task) do update set told_at = excluded.told_at)
    select a.id as "accountId", a.user_id as "userId", p.display_name as "displayName", p.language, e.address,
      firm.code as firm, d.kind, sum(d.count)::int as count
    from taken join due d on d.account_id = taken.account_id join account a on a.id = d.account_id
      join person p on p.id = a.person_id join registered_email e on e.account_id = a.id and e.valid_to is null
      left join participant firm on firm.id = d.firm
    group by a.id, p.id, e.id, firm.code, d.kind order by firm.code nulls first`.execute(tx)
  return rows
}

async function writeTo(tx: Tx, world: NoticeWorld, tasks: readonly Told[], at: Instant): Promise<void> {
  const [person] = tasks
  if (person === undefined) return
  const { programme } = world
  const contact = programme.contacts[0]
  const order = ({ kind }: Told) => NOTICE_KINDS.indexOf(kind)
  const letter = writeLetter(
    {
      ...person,
      system: programme.title,
      at: sayTimeInZone(programme.clock, at),
      origin: null,
      contact: { phone: contact?.telephone ?? '', email: contact?.email ?? '' },
    },
    { kind: 'tasks-waiting', tasks: tasks.toSorted((one, other) => order(one) - order(other)) },
  )
  await queueMail(tx, world.sealer, {
    ...letter,
    id: world.randomness.uuid(),
    epoch: world.epoch,
    accountId: person.accountId,
    kind: 'tasks-waiting',
    to: person.address,
    at,
    notAfter: at.add(OF_USE),
    deliver: true,
    bulk: true,
  })
}
