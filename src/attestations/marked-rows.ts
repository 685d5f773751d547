import { sql } from 'kysely'
import { sayNumber } from '../changes/rules/request-number.ts'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { AccountId, AttestationId, ParticipantId, RequestNumber, UserId } from '../kernel/ids.ts'
import type { Answer, Language, Role } from '../kernel/vocabulary.ts'

/** Somebody whom a firm's attestation marked, and how far that is. */
export interface MarkedRow {
  readonly account: AccountId
  readonly userId: UserId
  readonly displayName: string
  readonly language: Language
  readonly answer: Exclude<Answer, 'keep'>
  /** Who asks for it: the firm's DAs; Client Connect, of a DA; the operator, of a Client Connect user. */
  readonly by: 'dms' | 'connect' | 'operator'
  readonly followUp: RequestNumber | null
  /** He has not any more what was attested: it was done, or something else was. */
  readonly isDone: boolean
}

interface Row extends Omit<MarkedRow, 'by' | 'followUp'> {
  readonly roles: readonly Role[]
  readonly follow_up: number | null
}

/** By User ID. */
export async function markedRows(
  db: ReadDb,
  firm: ParticipantId,
  attestation: AttestationId,
): Promise<readonly MarkedRow[]> {
  const rows = await selectRows(
    db,
    sql<Row>`
    select r.account_id as account, a.user_id as "userId", p.display_name as "displayName", p.language, r.answer,
      array(select jsonb_array_elements_text(r.facts::jsonb -> 'roles')) as roles, r.follow_up,
      case r.answer when 'suspend' then a.status <> 'active'
        when 'remove' then not exists (select from membership m
          where m.account_id = a.id and m.participant_id = ${firm} and m.valid_to is null)
        else not exists (select from membership m join user_group_member i on i.membership_id = m.id
          where m.account_id = a.id and m.participant_id = ${firm} and m.valid_to is null and i.valid_to is null)
      end as "isDone"
    from attested_access r join account a on a.id = r.account_id join person p on p.id = a.person_id
    where r.attestation_id = ${attestation} and r.attested and r.answer <> 'keep'
    order by a.user_id collate "C"`,
  )
  return rows.map(({ roles, follow_up, ...row }) => ({
    ...row,
    by: roles.includes('client-connect')
      ? 'operator'
      : roles.some((role) => role !== 'user')
        ? 'connect'
        : 'dms',
    followUp: follow_up === null ? null : sayNumber(follow_up),
  }))
}
