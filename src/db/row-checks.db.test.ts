import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { withClient } from './with-client.ts'

let test: TestDatabase
beforeAll(async () => {
  test = await testDatabase()
})
afterAll(() => test.drop())

const AT = "'2023-06-10T18:05+08:00'::timestamptz"
const LATER = `${AT} + interval '10 min'`
const DIGEST = "decode(repeat('00', 32), 'hex')"

/** A sound row of each table that is judged by one question of migration 0014, and how it can be unsound. */
const ROWS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  attempt_budget: {
    ...{ key: DIGEST, lane: "'logon'", failures: '1', pending: `array[${AT}]`, verdict: "'taken'" },
    ...{ window_at: AT, updated_at: AT },
  },
  known_browser: {
    ...{ budget_key: DIGEST, browser_digest: DIGEST, password_id: 'gen_random_uuid()', logged_on_at: AT },
    ...{ failures: '1', pending: `array[${AT}]`, verdict: "'taken'", updated_at: AT },
  },
  sign_in_attempt: {
    ...{ id: 'gen_random_uuid()', journey: "'logon'", door: "'ccms.otp.online'", epoch: "'primary/0'" },
    ...{ browser_digest: DIGEST, budget_key: DIGEST, step: "'passcode'", channel: "'app'", code_tries: '5' },
    ...{ session_id: 'null', change: 'null', source_network: "'192.0.2.0/24'", language: "'en'" },
    ...{ begun_at: AT, expires_at: LATER },
  },
  logon_session: {
    ...{
      id: 'gen_random_uuid()',
      token_digest: DIGEST,
      account_id: 'gen_random_uuid()',
      epoch: "'primary/0'",
    },
    ...{ door: "'ccms.otp.online'", amr: "'{pwd,otp}'", acr: "'pwd+totp'", attempt_id: 'gen_random_uuid()' },
    ...{
      source_network: "'192.0.2.0/24'",
      entered_at: AT,
      created_at: AT,
      last_seen_at: AT,
      expires_at: LATER,
    },
    ...{ decision_holds_until: LATER, ended_at: AT, ended_because: "'idle'" },
  },
}

const UNSOUND = [
  ['attempt_budget', { key: "'\\x00'" }],
  ['attempt_budget', { lane: "'reserve'" }],
  ['attempt_budget', { failures: '-1', pending: "'{}'" }],
  ['attempt_budget', { failures: '0' }],
  ['attempt_budget', { verdict: "'maybe'" }],
  ['known_browser', { budget_key: "'\\x00'" }],
  ['known_browser', { browser_digest: "'\\x00'" }],
  ['known_browser', { failures: '0' }],
  ['sign_in_attempt', { journey: "'passing by'" }],
  ['sign_in_attempt', { journey: "'change'" }],
  ['sign_in_attempt', { change: "'password'" }],
  ['sign_in_attempt', { session_id: 'gen_random_uuid()' }],
  ['sign_in_attempt', { journey: "'change'", session_id: 'gen_random_uuid()', change: "'name'" }],
  ['sign_in_attempt', { channel: "'pigeon'" }],
  ['sign_in_attempt', { language: "'fr'" }],
  ['sign_in_attempt', { browser_digest: "'\\x00'" }],
  ['sign_in_attempt', { budget_key: "'\\x00'" }],
  ['sign_in_attempt', { code_tries: '6' }],
  ['sign_in_attempt', { expires_at: AT }],
  ['logon_session', { token_digest: "'\\x00'" }],
  ['logon_session', { amr: "'{pwd}'" }],
  ['logon_session', { entered_at: LATER }],
  ['logon_session', { expires_at: AT }],
  ['logon_session', { decision_holds_until: AT }],
  ['logon_session', { ended_because: 'null' }],
  ['logon_session', { ended_at: 'null' }],
  ['logon_session', { ended_because: "'bored'" }],
] as const

/** The SQLSTATE it is refused with. Foreign keys are left out of it. */
function insert(table: string, other: Readonly<Record<string, string>> = {}): Promise<unknown> {
  const row = { ...ROWS[table], ...other }
  const statement = `insert into ${table} (${Object.keys(row)}) values (${Object.values(row)})`
  return withClient(test.superuserUrl, async (client) => {
    await client.query("begin; set local session_replication_role = 'replica'")
    return client.query(statement).then(
      () => 'written',
      ({ code }: { readonly code: string }) => code,
    )
  })
}

describe('the database itself refuses', () => {
  it.each(Object.keys(ROWS))('no sound row of %s', async (table) => {
    expect(await insert(table)).toBe('written')
  })

  it.each(UNSOUND)('an unsound row of %s: %j', async (table, other) => {
    expect(await insert(table, other)).toBe('23514')
  })
})
