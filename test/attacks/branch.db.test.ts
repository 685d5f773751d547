import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withClient } from '../../src/db/with-client.ts'
import { readBranches, readDifferences } from '../../src/sites/branch-status.ts'
import { discardBranch } from '../../src/sites/discard-branch.ts'
import { openBranch } from '../../src/sites/open-branch.ts'
import type { Node } from '../../src/wire.ts'
import { type Branches, branchesOf } from '../support/branches.ts'
import { appCode, logOnByApp, ONLINE, typePassword } from '../support/journeys.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { askNewPassword, NEW_PASSWORD } from '../support/own-account.ts'
import { hongKong } from '../support/programme-samples.ts'
import { TerminalBrowser } from '../support/terminal-browser.ts'

const USER = 'SGCUSR01'
/** On the page behind the password step. */
const PASSCODE = 'One-time passcode'

let test: TestNode
let branches: Branches
let rehearsal: Node
beforeAll(async () => {
  test = await testNode()
  branches = branchesOf(test)
  await logOnByApp(test, new TerminalBrowser(test.node), USER)
  test.clock.set(hongKong('06-10 22:05'))
  const opened = await openBranch(branches.work(), await branches.approved('open'))
  if (!opened.ok) throw new Error(opened.refusal)
  const database = branches.control.branches.get(1)?.database ?? test.database
  const site = { site: 'secondary', epoch: opened.value.epoch } as const
  rehearsal = test.nodeWith({ ...site, database, feedDatabase: database })
})
afterAll(async () => {
  await test.stop()
  await branches.stop()
})

const home = (statement: string, values: readonly unknown[] = []) => branches.desk.sql(statement, values)
/** All that a logon reads or counts by. */
const KEPT = [
  'select * from credential order by id',
  'select * from card_password order by id',
  'select * from attempt_budget order by key, lane',
  'select * from known_browser order by 1, 2',
  'select * from logon_session order by id',
  'select * from registered_email order by id',
  'select * from account order by id',
  'select * from outbox_mail order by id',
  'select * from change_request order by number',
]
const kept = () => Promise.all(KEPT.map((statement) => home(statement)))

describe('what is rehearsed in a branch (attack 62)', () => {
  it('reaches nothing of the authority but its own records and the codes it spent', async () => {
    const browser = new TerminalBrowser(rehearsal)
    const { password = '', totpSecret = '' } = test.account(USER)
    await typePassword(browser, USER, 'not the password at all')
    expect((await logOnByApp(test, browser, USER)).body).toContain('Function not available')
    await askNewPassword(browser, password)
    test.clock.set(test.clock.now().add({ seconds: 30 }))
    const passcode = appCode(totpSecret, test.clock.now())
    await browser.submit('/online/password/passcode', { passcode })
    expect((await typePassword(new TerminalBrowser(rehearsal), USER, NEW_PASSWORD)).body).toContain(PASSCODE)
    await rehearsal.stop()
    const discard = await branches.approved('discard')
    const before = await kept()
    expect(await discardBranch(branches.work(), discard)).toEqual({ ok: true, value: 1 })
    expect(await kept()).toEqual(before)
    expect(await home(`select kind from audit_event where epoch <> 'primary/0'`)).toEqual([])

    const kinds = (await home('select kind from branch_event order by at, kind')).map(({ kind }) => kind)
    for (const kind of ['logon.password-refused', 'logon.completed', 'password.changed'])
      expect(kinds).toContain(kind)
    expect(
      await home(`select count(*)::int as steps from spent_totp_step where epoch = 'secondary/1'`),
    ).toEqual([{ steps: 2 }])
    const [branch] = await test.database.read({ as: 'operations' }, (db) => readBranches(db, 1))
    expect(branch).toMatchObject({ changedThere: 1, changedHome: 0, unnamed: 0, spentSteps: 2 })
    expect(branch?.digests.after).not.toBe(branch?.digests.before)
    expect(branch?.digests.home).toBe(branch?.digests.before)
    const named = await test.database.read({ as: 'operations' }, (db) => readDifferences(db, 1, 10))
    expect(named).toMatchObject([
      { userId: USER, facet: 'credentials', taken: 'after', record: { kind: 'password.changed' } },
    ])
  })

  it('leaves the password of before, and spends an app’s code at home as well', async () => {
    const { password = '', totpSecret = '' } = test.account(USER)
    test.clock.set(hongKong('06-12 08:00'))
    const monday = new TerminalBrowser(test.node)
    expect((await typePassword(monday, USER, NEW_PASSWORD)).body).not.toContain(PASSCODE)
    expect((await typePassword(monday, USER, password)).body).toContain(PASSCODE)
    const spent = appCode(totpSecret, test.clock.now())
    const [app] = await home(
      `select c.id from credential c join account a on a.id = c.account_id where a.user_id = $1 and c.kind = 'app'`,
      [USER],
    )
    const step = Math.floor(test.clock.now().epochMilliseconds / 30_000)
    await home(`insert into spent_totp_step values ($1, $2, 'secondary/1', $3)`, [
      ...[app?.['id'], step, test.clock.now().toString()],
    ])
    await monday.submit(`${ONLINE}/passcode`, { passcode: spent })
    const events = await home(
      `select facts ->> 'reason' as reason from audit_event where kind = 'logon.passcode-refused'`,
    )
    expect(events).toEqual([{ reason: 'already-used' }])
  })
})

describe('a database', () => {
  const tables = ['audit_event', 'outbox_mail', 'credential'] as const
  const rows = {
    audit_event: `insert into audit_event (id, at, epoch, kind, facts) select gen_random_uuid(), at, $, 'sample', '{}' from t`,
    outbox_mail: `insert into outbox_mail (id, epoch, kind, sealed, state, created_at, due_at, not_after)
      select gen_random_uuid(), $, 'passcode', '', 'queued', at, at, at from t`,
    credential: `insert into credential select gen_random_uuid(), (select id from account limit 1), 'app', '', $, at, at from t`,
  } as const
  const row = (table: (typeof tables)[number], epoch: string) =>
    `with t as (select '2023-06-10T22:10+08:00'::timestamptz as at) ${rows[table].replace('$', `'${epoch}'`)}`

  it('takes no row of the other one: neither the authority of a branch, nor a branch of anybody', async () => {
    const opened = await openBranch(
      branches.work(),
      await branches.approved('open', '06-12 07:00', '06-13 00:00'),
    )
    expect(opened).toMatchObject({ ok: true, value: { number: 2 } })
    const inSecond = (statement: string) =>
      withClient(branches.control.branches.get(2)?.superuserUrl ?? '', (client) => client.query(statement))
    for (const table of tables) {
      await expect(home(row(table, 'secondary/2'))).rejects.toMatchObject({ code: '23514' })
      await expect(inSecond(row(table, 'primary/0'))).rejects.toMatchObject({ code: '23514' })
      await expect(inSecond(row(table, 'secondary/1'))).rejects.toMatchObject({ code: '23514' })
      await inSecond(row(table, 'secondary/2'))
    }
  })
})
