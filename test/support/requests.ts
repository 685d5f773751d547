import pg from 'pg'
import { suspendUser } from '../../src/accounts/changes/suspend-user.ts'
import { type DecideRefusal, decideRequest } from '../../src/changes/decide-request.ts'
import { type Made, type MakeRefusal, type Making, makeRequest } from '../../src/changes/make-request.ts'
import type { Verdict } from '../../src/changes/rules/request-state.ts'
import { registerEmail } from '../../src/emails/changes.ts'
import type { AccountId, ParticipantId, RequestNumber, SessionId } from '../../src/kernel/ids.ts'
import type { Instant } from '../../src/kernel/instant.ts'
import { systemRandomness } from '../../src/kernel/system.ts'
import type { TestNode } from './node.ts'

/** What a test of maker and checker does again and again, over a node with the demo's directory. */
export interface Desk {
  /** A logon session of this User ID, stepped up a minute ago unless it is said when, or never. */
  session(userId: string, steppedUp?: Instant | null): Promise<SessionId>
  firm(code: string): Promise<ParticipantId>
  account(userId: string): AccountId
  sql(statement: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>
  askFor(maker: string, firm: string, kind: Making<unknown>['kind'], input: object): Promise<Asked>
  /** A DA's request to register an email address. */
  askEmail(maker: string, firm: string, user: string, address: string): Promise<Asked>
  askSuspension(maker: string, firm: string, user: string): Promise<Asked>
  decide(
    checker: string,
    firm: string | null,
    number: RequestNumber,
    verdict?: Verdict,
    other?: { session?: SessionId; digest?: string },
  ): Promise<string>
  state(number: RequestNumber): Promise<string>
  events(kind: string): Promise<readonly Record<string, unknown>[]>
}

export type Asked = Made | Extract<MakeRefusal, { readonly problem: unknown }> | { readonly is: string }

export function deskOf(test: TestNode): Desk {
  // Dropping the test's database cuts these connections off.
  const pool = new pg.Pool({ connectionString: test.db.superuserUrl, max: 2, allowExitOnIdle: true })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const sql = async (statement: string, values: readonly unknown[] = []) =>
    (await pool.query(statement, [...values])).rows
  const account = (userId: string) => test.account(userId).accountId
  const firm = async (code: string) => {
    const [row] = await sql('select id from participant where code = $1', [code])
    return row?.['id'] as ParticipantId
  }
  const session = (userId: string, steppedUp: Instant | null = test.clock.now().subtract({ minutes: 1 })) =>
    logOn(sql, account(userId), test.clock.now(), steppedUp)
  const askFor = async (
    maker: string,
    code: string,
    kind: Making<unknown>['kind'],
    input: object,
  ): Promise<Asked> => {
    const made = await makeRequest(test.node.world, {
      ...{ kind, input, remark: 'because', at: test.clock.now() },
      ...{ participant: await firm(code), maker: account(maker), session: await session(maker) },
    })
    return made.ok ? made.value : made.refusal
  }
  const numbered = (number: RequestNumber) => Number(number.slice(2))
  return {
    ...{ sql, account, firm, session, askFor },
    askEmail: (maker, code, user, address) =>
      askFor(maker, code, registerEmail, { id: systemRandomness.uuid(), accountId: account(user), address }),
    askSuspension: (maker, code, user) => askFor(maker, code, suspendUser, { accountId: account(user) }),
    decide: async (checker, code, number, verdict = 'approve', other = {}) => {
      const [row] = await sql(
        `select encode(digest, 'hex') as digest from change_request where number = $1`,
        [numbered(number)],
      )
      const decided = await decideRequest(test.node.world, {
        ...{ number, verdict, checker: account(checker), remark: 'seen', at: test.clock.now() },
        participant: code === null ? null : await firm(code),
        session: other.session ?? (await session(checker)),
        digest: other.digest ?? String(row?.['digest']),
      })
      return decided.ok ? decided.value.state : saidOf(decided.refusal)
    },
    state: async (number) => {
      const [row] = await sql('select state from change_request where number = $1', [numbered(number)])
      return String(row?.['state'])
    },
    events: (kind) =>
      sql('select account_id, facts from audit_event where kind = $1 order by at, transaction_id', [kind]),
  }
}

function saidOf(refusal: DecideRefusal): string {
  return refusal.is === 'void' ? `void: ${refusal.because}` : refusal.is
}

async function logOn(
  sql: Desk['sql'],
  account: AccountId,
  at: Instant,
  steppedUp: Instant | null,
): Promise<SessionId> {
  const id = systemRandomness.uuid() as SessionId
  await sql(
    `insert into logon_session (id, token_digest, account_id, door, epoch, amr, acr, attempt_id, source_network,
       entered_at, created_at, last_seen_at, expires_at, stepped_up_at)
     values ($1::uuid, sha256($1::uuid::text::bytea), $2, $1::uuid::text, 'primary/0', '{pwd,otp}', 'pwd+totp', $1::uuid, '',
       $3::timestamptz, $3, $3, $3::timestamptz + interval '8 hours', $4)`,
    [id, account, at.toString(), steppedUp?.toString() ?? null],
  )
  return id
}

export function numberOf(asked: Asked): RequestNumber {
  if ('number' in asked) return asked.number
  throw new Error(`it was not asked for: ${JSON.stringify(asked)}`)
}
