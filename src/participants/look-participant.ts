import { sql } from 'kysely'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { AccountId, ParticipantId } from '../kernel/ids.ts'

/** A participant as it stands, as far as operators change it. */
export interface ParticipantSeen {
  readonly id: ParticipantId
  readonly code: string
  readonly nameEn: string
  readonly nameZh: string
  readonly singleControl: boolean
  /** Whence its people may come, as PostgreSQL writes a cidr; none: from anywhere. */
  readonly networks: readonly string[]
  /** The accounts of its Delegated Administrators. */
  readonly administrators: readonly AccountId[]
}

/** Null where there is no such participant. */
export async function lookParticipant(
  db: ReadDb,
  participant: ParticipantId | null,
): Promise<ParticipantSeen | null> {
  const [row] = await selectRows(
    db,
    sql<ParticipantSeen>`
    select p.id, p.code, p.name_en as "nameEn", p.name_zh as "nameZh", p.single_control as "singleControl",
      array(select n.network::text from participant_network n
        where n.participant_id = p.id and n.valid_to is null order by n.network) as networks,
      array(select distinct m.account_id from membership m
        where m.participant_id = p.id and m.role like 'da-%' and m.valid_to is null order by 1) as administrators
    from participant p where p.id = ${participant}`,
  )
  return row ?? null
}
