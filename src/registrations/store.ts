import { sql } from 'kysely'
import { z } from 'zod'
import { type ReadDb, selectRows, type Tx } from '../db/transaction.ts'
import type { AccountId, ParticipantId, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Attendance, Entry } from './rules/judge-entry.ts'
import { WAYS } from './rules/offered.ts'

export interface Registration extends Entry {
  /** Of this version; an amendment has another. */
  readonly id: string
  readonly number: number
  readonly event: string
  readonly filedAt: Instant
  /** Null where a registry brought it in, and where the viewer does not see him: a firm sees no operator. */
  readonly filedBy: { readonly userId: UserId; readonly name: string } | null
  readonly late: boolean
  /** When it was amended or withdrawn; null: in force. */
  readonly closedAt: Instant | null
}

interface RegistrationRow {
  readonly id: string
  readonly number: number
  readonly event: string
  readonly filed_at: Instant
  readonly user_id: UserId | null
  readonly name: string | null
  readonly late: boolean
  readonly valid_to: Instant | null
  readonly contact_name: string
  readonly contact_telephone: string
  /** JSON. */
  readonly attendance: string
}

const attendanceShape = z.array(z.object({ session: z.string(), by: z.enum(WAYS), people: z.int() }))

/** A firm's registrations in force, and with `past` also what they were before and what was withdrawn, newest first. */
export async function registrationsOf(
  db: ReadDb,
  participant: ParticipantId,
  which: { readonly event?: string; readonly past: boolean },
): Promise<readonly Registration[]> {
  const rows = await selectRows(
    db,
    sql<RegistrationRow>`
    select r.id, r.number::int as number, r.event_id as event, r.registered_at as filed_at, a.user_id,
      p.display_name as name, r.late, r.valid_to, r.contact_name, r.contact_telephone,
      coalesce((select jsonb_agg(jsonb_build_object('session', session_id, 'by', means, 'people', people)
          order by session_id, means)
        from event_attendance where registration_id = r.id), '[]') as attendance
    from event_registration r left join account a on a.id = r.filed_by left join person p on p.id = a.person_id
    where r.participant_id = ${participant} and (${which.past} or r.valid_to is null)
      and (${which.event ?? null}::text is null or r.event_id = ${which.event ?? null})
    order by r.registered_at desc, r.valid_to desc nulls first`,
  )
  return rows.map(registrationOf)
}

function registrationOf(row: RegistrationRow): Registration {
  return {
    id: row.id,
    number: row.number,
    event: row.event,
    filedAt: row.filed_at,
    filedBy: row.user_id === null ? null : { userId: row.user_id, name: row.name ?? '' },
    late: row.late,
    closedAt: row.valid_to,
    contactName: row.contact_name,
    contactTelephone: row.contact_telephone,
    attendance: attendanceShape.parse(JSON.parse(row.attendance)),
  }
}

/** The number of the version its reader saw, now closed; undefined where another has taken its place, or it was withdrawn meanwhile. */
export async function closeVersion(
  tx: Tx,
  id: string,
  participant: ParticipantId,
  event: string,
  at: Instant,
): Promise<number | undefined> {
  const closed = await tx
    .updateTable('event_registration')
    .set({ valid_to: at })
    .where('id', '=', id)
    .where('participant_id', '=', participant)
    .where('event_id', '=', event)
    .where('valid_to', 'is', null)
    .returning('number')
    .executeTakeFirst()
  return closed?.number
}

export interface NewVersion {
  readonly id: string
  readonly participant: ParticipantId
  readonly event: string
  /** Undefined: the first version; it draws a number. */
  readonly number: number | undefined
  readonly entry: Entry
  /** Null where a registry brings it in. */
  readonly filedBy: AccountId | null
  readonly late: boolean
  readonly at: Instant
}

/** The number; undefined where the firm has a registration in force already. */
export async function insertVersion(tx: Tx, version: NewVersion): Promise<number | undefined> {
  const { id, entry, number } = version
  const inserted = await tx
    .insertInto('event_registration')
    .values({
      id,
      participant_id: version.participant,
      event_id: version.event,
      registered_at: version.at,
      ...(number === undefined ? {} : { number }),
      contact_name: entry.contactName,
      contact_telephone: entry.contactTelephone,
      filed_by: version.filedBy,
      late: version.late,
      valid_to: null,
    })
    .onConflict((conflict) =>
      conflict.columns(['participant_id', 'event_id']).where('valid_to', 'is', null).doNothing(),
    )
    .returning('number')
    .executeTakeFirst()
  if (inserted === undefined) return undefined
  const attendance = entry.attendance.map(({ session, by, people }) => ({
    registration_id: id,
    session_id: session,
    means: by,
    people,
  }))
  await tx.insertInto('event_attendance').values(attendance).execute()
  return inserted.number
}

export interface Expected extends Attendance {
  readonly firms: number
}

/** How many firms and people come, by session and means: what operators plan the sessions by. */
export async function expectedAttendance(db: ReadDb, event: string): Promise<readonly Expected[]> {
  return selectRows(
    db,
    sql<Expected>`
    select session_id as session, means as by, count(distinct r.participant_id)::int as firms,
      sum(people)::int as people
    from event_registration r join event_attendance a on a.registration_id = r.id
    where r.event_id = ${event} and r.valid_to is null
    group by session_id, means order by session_id, means`,
  )
}
