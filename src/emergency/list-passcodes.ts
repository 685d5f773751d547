import { sql } from 'kysely'
import { sayNumber } from '../changes/rules/request-number.ts'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { AccountId, ParticipantId, RequestNumber, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { EmergencyEnd, EmergencyStanding, Identified } from '../kernel/vocabulary.ts'
import { standingOf } from './rules/standing.ts'

/** An emergency passcode as those see it who answer for it: everything but the passcode. */
export interface ListedPasscode {
  readonly request: RequestNumber
  readonly accountId: AccountId
  readonly userId: UserId
  readonly displayName: string
  /** Code of the firm. */
  readonly firm: string
  readonly maker: AccountId
  readonly identified: Identified
  readonly grantedAt: Instant
  readonly expiresAt: Instant
  readonly drawn: number
  readonly spentAt: Instant | null
  readonly ended: EmergencyEnd | null
  readonly standing: EmergencyStanding
}

export interface Wanted {
  /** Null: the estate's, by operators. */
  readonly participant: ParticipantId | null
  /** The one of this request alone. */
  readonly request?: number
  /** Those alone that were asked for before this request: where a page of the list goes on. */
  readonly before?: number
  readonly atMost: number
  readonly at: Instant
}

/** The last asked for first. In a firm's scope there are its own alone. */
export async function listPasscodes(db: ReadDb, wanted: Wanted): Promise<readonly ListedPasscode[]> {
  const { participant, request = null, before = null, atMost, at } = wanted
  const rows = await selectRows(
    db,
    sql<Omit<ListedPasscode, 'request' | 'standing'> & { request: number }>`
    select p.request, p.account_id as "accountId", a.user_id as "userId", who.display_name as "displayName", f.code as firm,
      r.maker, p.identified, p.granted_at as "grantedAt", p.expires_at as "expiresAt", p.drawn, p.spent_at as "spentAt",
      p.ended
    from emergency_passcode p join account a on a.id = p.account_id join person who on who.id = a.person_id
      join participant f on f.id = p.participant_id join change_request r on r.number = p.request
    where (${participant}::uuid is null or p.participant_id = ${participant})
      and (${request}::bigint is null or p.request = ${request}) and (${before}::bigint is null or p.request < ${before})
    order by p.request desc limit ${atMost}`,
  )
  return rows.map((row) => ({ ...row, request: sayNumber(row.request), standing: standingOf(row, at) }))
}
