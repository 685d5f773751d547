import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withClient } from '../../src/db/with-client.ts'
import { systemClock, systemTicks } from '../../src/kernel/system.ts'
import { makeCount } from '../../src/operations/count.ts'
import { makeWatch } from '../../src/operations/watch.ts'
import { writeLog } from '../../src/operations/write-log.ts'
import type { Node } from '../../src/wire.ts'
import { appCode, ONLINE, typePassword } from '../support/journeys.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { TerminalBrowser } from '../support/terminal-browser.ts'
import { INITIATION, NEW_PASSWORD } from './initiate.ts'

const STRANGE_ID = 'CANARY9"}\n{"level":"fatal","msg":"forged'
const WRONG_PASSWORD = 'a canary in the wrong mine'

let test: TestNode
let node: Node
let log = ''
const count = makeCount(systemTicks)
/** What nobody may read in a log: what was typed, sent, given to a browser; what must not lie open in the database. */
const said = { secrets: new Set<string>(), names: new Set<string>() }

beforeAll(async () => {
  test = await testNode()
  const to = {
    write: (line: string) => {
      log += line
    },
  }
  const watch = makeWatch(
    writeLog({ level: 'trace', node: 'test', clock: systemClock, to }),
    count,
    systemTicks,
  )
  node = test.nodeWith({ watch, report: watch.fault })
  await initiateAndLogOn('HLSUSR01')
  await logOnByEmailTwice('KTBUSR01')
  await beRefused()
})
afterAll(() => test.stop())

/** Everything in the browser's cookies is a secret of that browser. */
function keepCookies(browser: TerminalBrowser): void {
  for (const value of browser.cookies.values()) if (value.length > 20) said.secrets.add(value)
}

async function codeTo(email: string, before: number): Promise<string> {
  const code = await test.codeSentTo(email, before)
  said.secrets.add(code)
  return code
}

const mailsTo = (email: string) => test.mails.filter(({ to }) => to === email).length

async function initiateAndLogOn(userId: string): Promise<void> {
  const browser = new TerminalBrowser(node)
  const { email = '' } = test.account(userId)
  said.names.add(userId).add(email ?? '')
  await browser.get(INITIATION)
  await browser.submit(INITIATION, { user_id: userId })
  keepCookies(browser)
  await browser.submit(`${INITIATION}/code`, { code: await codeTo(email ?? '', 0) })
  const chosen = { new_password: NEW_PASSWORD, repeat_password: NEW_PASSWORD }
  said.secrets.add(NEW_PASSWORD)
  await browser.submit(`${INITIATION}/password`, chosen)
  const page = await browser.submit(`${INITIATION}/channel`, { channel: 'app' })
  const secret = /([A-Z2-7]{4} ){7}[A-Z2-7]{4}/.exec(page.body)?.[0].replaceAll(' ', '') ?? ''
  said.secrets.add(secret)
  const passcode = appCode(secret, test.clock.now())
  said.secrets.add(passcode)
  await browser.submit(`${INITIATION}/proof`, { passcode })
  test.clock.set(test.clock.now().add({ seconds: 30 }))
  await typePassword(browser, userId, NEW_PASSWORD)
  keepCookies(browser)
  const second = appCode(secret, test.clock.now())
  said.secrets.add(second)
  const home = await browser.submit(`${ONLINE}/passcode`, { passcode: second })
  expect(home.body).toContain('Function not available')
  keepCookies(browser)
}

async function logOnByEmailTwice(userId: string): Promise<void> {
  const { email = '', password = '' } = test.account(userId)
  const to = email ?? ''
  said.names.add(userId).add(to)
  said.secrets.add(password)
  const browser = new TerminalBrowser(node)
  const before = mailsTo(to)
  await typePassword(browser, userId, password)
  keepCookies(browser)
  const passcode = await codeTo(to, before)
  await browser.submit(`${ONLINE}/passcode`, { passcode })
  keepCookies(browser)
}

/** Wrong in every field, until the account is locked. */
async function beRefused(): Promise<void> {
  const browser = new TerminalBrowser(node)
  said.secrets.add(WRONG_PASSWORD)
  said.names.add('CANARY9').add('SGCUSR01').add('CANARY-PATH')
  await browser.get('/CANARY-PATH?CANARY=1')
  await typePassword(browser, STRANGE_ID, WRONG_PASSWORD)
  for (let n = 0; n < 10; n++) await typePassword(browser, 'SGCUSR01', WRONG_PASSWORD)
  await browser.get(INITIATION)
  await browser.submit(INITIATION, { user_id: 'CANARY9' })
  await browser.submit(`${INITIATION}/code`, { code: '13572468' })
  said.secrets.add('13572468')
  keepCookies(browser)
}

const found = (text: string, words: Iterable<string>) => [...words].filter((word) => text.includes(word))

describe('of a whole initiation, logons and refusals', () => {
  it('the log holds no password, code, secret, cookie, typed ID, address or path; one JSON object a line', () => {
    expect(said.secrets.size).toBeGreaterThan(12)
    expect(found(log, said.secrets)).toEqual([])
    expect(found(log, said.names)).toEqual([])
    const lines = log
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    const requests = lines.filter(({ msg }) => msg === 'request')
    expect(requests.length).toBeGreaterThan(40)
    expect(lines.map(({ level }) => level)).not.toContain('fatal')
    expect(Object.keys(requests[0]).sort()).toEqual(
      ['level', 'method', 'ms', 'msg', 'node', 'route', 'status', 'time'].sort(),
    )
    expect(new Set(requests.map(({ route }) => route))).toContain('/initiation/proof')
  })

  it('the log has each refusal’s reference at its request, and tells of the lock', () => {
    const lines = log
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    const referenced = lines.filter(({ msg, reference }) => msg === 'request' && reference !== undefined)
    expect(referenced.length).toBeGreaterThanOrEqual(11)
    expect(lines.find(({ msg }) => msg === 'logon by OTP locked')).toMatchObject({
      level: 'warn',
      event: 'logon.password-refused',
      door: 'ccms.otp.online',
      reason: 'wrong-password',
      account: test.account('SGCUSR01').accountId,
    })
  })

  it('the database holds no secret in any row, the mail queue included: they are sealed or digests', async () => {
    const dump = await withClient(test.db.superuserUrl, async (client) => {
      const { rows } = await client.query<{ name: string }>(
        "select quote_ident(tablename) as name from pg_tables where schemaname = 'public'",
      )
      const lines: string[] = []
      for (const { name } of rows) {
        const table = await client.query<{ row: string }>(`select ${name}::text as row from ${name}`)
        lines.push(...table.rows.map(({ row }) => row))
      }
      return lines.join('\n')
    })
    const hex = (secret: string) => Buffer.from(secret).toString('hex')
    // A code of six digits may stand by chance within a longer number.
    const digits = [...said.secrets].filter((secret) => /^\d+$/.test(secret))
    const alone = digits.filter((code) => new RegExp(`(?<![0-9a-f.])${code}(?![0-9a-f])`).test(dump))
    const long = [...said.secrets].filter((secret) => !/^\d+$/.test(secret))
    expect(alone).toEqual([])
    expect(found(dump, long)).toEqual([])
    expect(found(dump, [...said.secrets].filter((secret) => secret.length > 6).map(hex))).toEqual([])
    // It was looked at in the right place: what was typed as an ID is kept, in the erasable part of the evidence.
    expect(found(dump, ['CANARY9', 'HLSUSR01'])).toEqual(['CANARY9', 'HLSUSR01'])
  })

  it('a scrape holds none of it either', async () => {
    const readings = {
      ready: () => true,
      pool: () => ({ busy: 0, idle: 0, waiting: 0 }),
      hashes: () => ({ running: 0, waiting: 0 }),
      clock: () => null,
      authority: () => ({ term: 0, standalone: false, acknowledged: true, standby: null }),
      site: () => Promise.reject(new Error('not asked')),
    }
    const scraped = await count.scrape(readings)
    expect(scraped).toContain('sallyport_events_total{kind="initiation.completed"')
    expect(found(scraped, [...said.secrets, ...said.names])).toEqual([])
  })

  it('only the text of a mail holds a code, not its subject or its Message-ID', () => {
    const codes = [...said.secrets].filter((secret) => /^\d{8}$/.test(secret) && secret !== '13572468')
    expect(codes.length).toBe(2)
    for (const code of codes) {
      expect(test.mails.filter(({ text }) => text.includes(code))).toHaveLength(1)
      expect(found(test.mails.map(({ subject, messageId }) => subject + messageId).join(), [code])).toEqual(
        [],
      )
    }
  })
})
