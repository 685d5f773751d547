import { budgetKeyBytes, budgetKeyOf } from '../../src/attempts/budget-key.ts'
import { placeKeyBytes } from '../../src/attempts/place-key.ts'
import type { UserId } from '../../src/kernel/ids.ts'
import type { LetterKind } from '../../src/mail/letters.ts'
import { openContent } from '../../src/outbox/mail-content.ts'
import type { TestNode } from '../support/node.ts'
import type { Answer } from '../support/terminal-browser.ts'

/** What a refused page, or the next one, is told apart by: nothing else in it may be random. */
const RANDOM = [/[B-DF-HJ-NP-TV-XZ]{3}(-[B-DF-HJ-NP-TV-XZ]{3}){2}/g, /(?<=name="form_token" value=")[^"]+/g]

export function masked(body: string): string {
  return RANDOM.reduce((text, random) => text.replace(random, '•'), body)
}

/** The reference a page shows; undefined where it shows none. */
export function referenceOn({ body }: Answer): string | undefined {
  return /Reference: ([A-Z-]{11})/.exec(body)?.[1]
}

/** `name; attributes` of the cookies an answer sets, without their values. */
function cookiesSet({ headers }: Answer): readonly string[] {
  return headers.getSetCookie().map((line) => line.replace(/=[^;]*/, '='))
}

export function setsSession(answer: Answer): boolean {
  return cookiesSet(answer).some((cookie) => cookie.includes('-session=') && !cookie.includes('Max-Age=0'))
}

/** All that may be equal or not about two answers: status, headers but Date and values of cookies, masked body. */
export function comparable(answer: Answer) {
  const headers = [...answer.headers].filter(([name]) => name !== 'date' && name !== 'set-cookie')
  return { status: answer.status, headers, cookies: cookiesSet(answer), body: masked(answer.body) }
}

export interface SeenEvent {
  readonly kind: string
  readonly reference: string | null
  readonly facts: Readonly<Record<string, unknown>>
}

/** Audit events about an account, oldest first. */
export async function eventsOf(test: TestNode, userId: string): Promise<readonly SeenEvent[]> {
  const { accountId } = test.account(userId)
  return events(test, 'account_id = $1', accountId)
}

export function eventsUnder(test: TestNode, reference: string | undefined): Promise<readonly SeenEvent[]> {
  return events(test, 'reference = $1', reference)
}

export function eventsOfKind(test: TestNode, kind: string): Promise<readonly SeenEvent[]> {
  return events(test, 'kind = $1', kind)
}

async function events(test: TestNode, where: string, value: unknown): Promise<readonly SeenEvent[]> {
  const text = `select kind, reference, facts from audit_event where ${where} order by transaction_id::text::bigint`
  return (await test.db.ask(text, [value])).rows
}

export function reasons(events: readonly SeenEvent[]): readonly unknown[] {
  return events.map(({ facts }) => facts['reason']).filter((reason) => reason !== undefined)
}

/** The budget of a User ID; of an initiation, that of TerminalBrowser's own source network. */
export async function budgetOf(test: TestNode, typed: string, lane: 'logon' | 'initiation' = 'logon') {
  const of = { key: budgetKeyOf(test.node.world.sealer, typed), network: '203.0.113.0/24' }
  const key = lane === 'logon' ? budgetKeyBytes(of.key) : placeKeyBytes(of)
  const row = await test.database.read({ as: 'operations' }, (db) =>
    db
      .selectFrom('attempt_budget')
      .selectAll()
      .where('key', '=', key)
      .where('lane', '=', lane)
      .executeTakeFirst(),
  )
  return row && { ...row, pending: row.pending.length }
}

/** The account's logon sessions that have not been ended, by door. */
export async function liveSessions(test: TestNode, userId: string): Promise<readonly string[]> {
  const rows = await test.database.read({ as: 'operations' }, (db) =>
    db
      .selectFrom('logon_session')
      .select('door')
      .where('account_id', '=', test.account(userId).accountId)
      .where('ended_at', 'is', null)
      .execute(),
  )
  return rows.map(({ door }) => door)
}

/** Kinds of the account's credentials in force. */
export async function credentialsOf(test: TestNode, userId: string): Promise<readonly string[]> {
  const rows = await test.database.read({ as: 'operations' }, (db) =>
    db
      .selectFrom('credential')
      .innerJoin('account', 'account.id', 'account_id')
      .select('kind')
      .where('user_id', '=', userId as UserId)
      .where('valid_to', 'is', null)
      .orderBy('kind')
      .execute(),
  )
  return rows.map(({ kind }) => kind)
}

export interface SeenLetter {
  readonly kind: LetterKind
  readonly to: string
  readonly text: string
  /** The code in it, where there is one. */
  readonly code: string | undefined
}

/** The letters that `work` queues, unsealed; whether the worker has sent them by now makes no difference. */
export async function lettersQueuedBy(
  test: TestNode,
  work: () => Promise<unknown>,
): Promise<readonly SeenLetter[]> {
  const before = new Set((await outboxOf(test)).map(({ id }) => id))
  await work()
  const queued = (await outboxOf(test)).filter(({ id }) => !before.has(id))
  return queued.map(({ id, kind, sealed }) => {
    const content = openContent(test.node.world.sealer, id, sealed)
    if (!content.ok) throw new Error(content.refusal)
    const { to, text } = content.value
    return { kind: kind as LetterKind, to, text, code: /\d{6,8}/.exec(text)?.[0] }
  })
}

function outboxOf(test: TestNode) {
  return test.database.read({ as: 'operations' }, (db) =>
    db.selectFrom('outbox_mail').select(['id', 'kind', 'sealed']).execute(),
  )
}

/** The one code in what `work` queues. */
export async function codeQueuedBy(test: TestNode, work: () => Promise<unknown>): Promise<string> {
  const codes = (await lettersQueuedBy(test, work)).map(({ code }) => code)
  if (codes.length !== 1 || codes[0] === undefined) throw new Error(`${codes.length} letters, not one code`)
  return codes[0]
}
