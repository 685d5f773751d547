import { sql } from 'kysely'
import { type AuditWorld, recordEvent } from '../audit/record-event.ts'
import { type Database, type ReadDb, reading, selectRows } from '../db/transaction.ts'
import { type AccountId, type ParticipantId, parseUserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { Role } from '../kernel/vocabulary.ts'
import { sayCase } from './case-number.ts'
import { type Route, routesOf } from './rules/routes-of.ts'

export interface Call {
  readonly participant: ParticipantId
  /** The recorded contact of the firm that was called back. */
  readonly contact: string
  /** Who called, as he said. */
  readonly caller: string
  /** A User ID of the firm as it was typed; '' for nobody by name. */
  readonly about: string
  readonly matter: string
  /** What a page showed him; '' for nothing. */
  readonly reference: string
  readonly route: Route
  readonly by: AccountId
  readonly at: Instant
}

export type CaseRefusal = 'no-such-contact' | 'nobody-of-the-firm' | 'not-theirs' | 'nothing-said'

/** Opens a case, and routes it. The contact is checked in the statement that writes: it is in force at that instant. */
export function openCase(
  world: AuditWorld & { readonly database: Database },
  call: Call,
): Promise<Result<string, CaseRefusal>> {
  const { participant, contact, caller, matter, reference, route, by, at } = call
  return world.database.write({ as: 'operations' }, async (tx) => {
    if (caller === '' || matter === '') return refused('nothing-said')
    const about = call.about === '' ? NOBODY : await seatsOf(reading(tx), call)
    if (about === undefined) return refused('nobody-of-the-firm')
    if (!routesOf(about.roles).includes(route)) return refused('not-theirs')
    const { rows } = await sql<{ number: number }>`
      insert into hotline_case (participant_id, account_id, contact_id, caller, matter, reference, route, opened_by, opened_at)
      select ${participant}, ${about.account}::uuid, c.id, ${caller}, ${matter}, nullif(${reference}, ''), ${route}, ${by}, ${at}
      from participant_contact c
      where c.id = ${contact}::uuid and c.participant_id = ${participant} and c.valid_to is null
      returning number`.execute(tx)
    const [opened] = rows
    if (opened === undefined) return refused('no-such-contact')
    const number = sayCase(opened.number)
    await recordEvent(tx, world, {
      ...{ kind: 'case.opened', at, accountId: about.account, reference: null },
      facts: { case: number, participant, contact, route, by },
      particulars: { caller, matter },
    })
    return done(number)
  })
}

const NOBODY = { account: null, roles: [] } as const

async function seatsOf(
  db: ReadDb,
  { participant, about }: Call,
): Promise<{ readonly account: AccountId; readonly roles: readonly Role[] } | undefined> {
  const userId = parseUserId(about)
  if (userId === undefined) return undefined
  const [found] = await selectRows(
    db,
    sql<{ account: AccountId; roles: readonly Role[] }>`
    select a.id as account, array_agg(m.role) as roles from account a join membership m on m.account_id = a.id
    where a.user_id = ${userId} and m.participant_id = ${participant} and m.valid_to is null group by a.id`,
  )
  return found
}
