import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openDatabase } from '../../src/db/open-database.ts'
import { OutcomeUnknown } from '../../src/db/outcome-unknown.ts'
import type { Database } from '../../src/db/transaction.ts'
import { withClient } from '../../src/db/with-client.ts'
import { liveSessions } from '../attacks/look-inside.ts'
import { appCode, ONLINE, typePassword } from '../support/journeys.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { type Answer, TerminalBrowser } from '../support/terminal-browser.ts'

const PASSCODE = `${ONLINE}/passcode`
let test: TestNode
beforeAll(async () => {
  test = await testNode()
})
afterAll(() => test.stop())

/** A node of the site over this database, and what its engineers were told. */
function nodeOver(database: Database) {
  const faults: unknown[] = []
  return { node: test.nodeWith({ database, report: (fault) => faults.push(fault) }), faults }
}

const asSuperuser = (sql: string) => withClient(test.db.superuserUrl, (client) => client.query(sql))

function expectWait(answer: Answer): void {
  expect(answer.status).toBe(503)
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(answer.body).not.toMatch(/ECONNREFUSED|postgres|terminat|statement|57P01|SQL/i)
}

/** Up to the passcode by a node that works; then the passcode at one whose database is cut. */
async function atThePasscode(userId: string) {
  const { password = '', totpSecret = '' } = test.account(userId)
  const browser = new TerminalBrowser(test.node)
  await typePassword(browser, userId, password)
  return { browser, passcode: appCode(totpSecret, test.clock.now()) }
}

describe('a site whose database is away', () => {
  it('answers 503 with Retry-After, tells its engineers, and shows the person nothing of what is wrong', async () => {
    const address = new URL(test.db.url)
    address.port = '1'
    const database = openDatabase({ url: address.href, poolSize: 1, applicationName: 'away' })
    const { node, faults } = nodeOver(database)
    const page = await new TerminalBrowser(node).get('/')
    await node.stop()
    await database.close()
    expectWait(page)
    expect(faults.length).toBeGreaterThan(0)
  })

  it('answers 503 to whoever finds every connection in use, while they still are', async () => {
    const database = openDatabase({ url: test.db.url, poolSize: 1, applicationName: 'exhausted' })
    const { node } = nodeOver(database)
    const release = Promise.withResolvers<void>()
    const holding = database.read({ as: 'operations' }, () => release.promise)
    const page = await new TerminalBrowser(node).get('/')
    release.resolve()
    await holding
    await node.stop()
    await database.close()
    expectWait(page)
  })
})

describe('a passcode whose transaction is cut in the midst', () => {
  it.each([
    // COMMIT was sent behind it: of a line that was cut nobody knows how far it came.
    ['its backend terminated', 'pg_terminate_backend', 'MFSUSR01', 'We can not tell whether that was done'],
    ['its statement cancelled', 'pg_cancel_backend', 'EWDUSR01', 'Nothing was changed'],
  ])(
    'by %s gets 503, no session and no word of done; the same passcode still lets in',
    async (_, cut, userId, said) => {
      const { browser, passcode } = await atThePasscode(userId)
      const database = openDatabase({ url: test.db.url, poolSize: 2, applicationName: cut })
      const { node } = nodeOver(database)
      const answer = await withClient(test.db.superuserUrl, async (client) => {
        await client.query('begin; lock table logon_session')
        const posted = browser.at(node).post(PASSCODE, { passcode })
        await vi.waitFor(async () => {
          const { rowCount } = await asSuperuser(
            `select ${cut}(pid) from pg_stat_activity where application_name = '${cut}' and wait_event_type = 'Lock'`,
          )
          expect(rowCount).toBe(1)
        })
        await client.query('rollback')
        return posted
      })
      expectWait(answer)
      expect(answer.body).toContain(said)
      expect(await liveSessions(test, userId)).toEqual([])
      expect((await browser.post(PASSCODE, { passcode })).location).toBe('/online')
      await node.stop()
      await database.close()
    },
  )

  it('at COMMIT gets 503 that says neither done nor undone', async () => {
    const { browser, passcode } = await atThePasscode('SGCUSR01')
    await asSuperuser(DIES_AT_COMMIT)
    const { node, faults } = nodeOver(test.database)
    const answer = await browser.at(node).post(PASSCODE, { passcode })
    await asSuperuser('drop trigger dies on logon_session')
    await node.stop()
    expectWait(answer)
    expect(faults).toEqual([expect.any(OutcomeUnknown)])
    expect(answer.body).toContain('We can not tell whether that was done')
    for (const word of ['Nothing was changed', 'Try again', 'Open the page again'])
      expect(answer.body).not.toContain(word)
  })
})

/** The backend that commits a logon session ends itself on the way. */
const DIES_AT_COMMIT = `
  create function die() returns trigger language plpgsql security definer as
    $$ begin perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(1); return null; end $$;
  create constraint trigger dies after insert on logon_session deferrable initially deferred
    for each row execute function die()`
