import { sql } from 'kysely'
import { sayNumber } from '../changes/rules/request-number.ts'
import { type Database, type Scope, selectRows } from '../db/transaction.ts'
import type { AttestationId, RequestNumber, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Answer } from '../kernel/vocabulary.ts'
import { type Access, readFacts } from './facts.ts'

/** Whom it was attested of, what was seen of him, who answered, when, and what. */
export interface AttestedLine {
  readonly userId: UserId
  readonly displayName: string
  readonly access: Access
  readonly lastLogon: Instant | null
  readonly answer: Answer
  readonly answeredBy: UserId
  readonly answeredAt: Instant
  readonly digest: string
  readonly followUp: RequestNumber | null
}

interface Row extends Omit<AttestedLine, 'access' | 'followUp'> {
  readonly facts: string
  readonly follow_up: number | null
}

const AT_ONCE = 1000

/** The lines of an attestation, by User ID: what was attested, or what has been answered so far. */
export async function* eachAttested(
  database: Database,
  scope: Scope,
  attestation: AttestationId,
): AsyncGenerator<AttestedLine> {
  for (let after = ''; ; ) {
    const rows = await database.read(scope, (db) => selectRows(db, linesAfter(attestation, after)))
    for (const { facts, follow_up, ...row } of rows)
      yield { ...row, access: readFacts(facts), followUp: follow_up === null ? null : sayNumber(follow_up) }
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.userId
  }
}

function linesAfter(attestation: AttestationId, after: string) {
  return sql<Row>`
    select distinct on (a.user_id collate "C") a.user_id as "userId", p.display_name as "displayName", r.facts,
      r.last_logon as "lastLogon", r.answer, by.user_id as "answeredBy", r.answered_at as "answeredAt",
      encode(r.digest, 'hex') as digest, r.follow_up
    from attested_access r join attestation t on t.id = r.attestation_id join account a on a.id = r.account_id
      join person p on p.id = a.person_id join account by on by.id = r.answered_by
    where r.attestation_id = ${attestation} and r.answer is not null and (r.attested or t.attested_at is null)
      and a.user_id collate "C" > ${after}
    order by a.user_id collate "C", r.answered_at desc limit ${AT_ONCE}`
}
