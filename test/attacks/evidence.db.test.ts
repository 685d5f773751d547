import { Secret } from 'otpauth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { suspendUser } from '../../src/accounts/changes/suspend-user.ts'
import { withClient } from '../../src/db/with-client.ts'
import { sha256 } from '../../src/kernel/digest.ts'
import { openContent } from '../../src/outbox/mail-content.ts'
import { parseTicket } from '../../src/sign-in/ticket.ts'
import { appCode, ONLINE, typePassword } from '../support/journeys.ts'
import { SESSION_ONE, type TestNode, testNode } from '../support/node.ts'
import { type Answer, TerminalBrowser } from '../support/terminal-browser.ts'
import { askFor, codeFor, INITIATION, NEW_PASSWORD, upToApp } from './initiate.ts'
import { budgetOf, codeQueuedBy, eventsUnder, referenceOn } from './look-inside.ts'

const PASSCODE = `${ONLINE}/passcode`

let test: TestNode
beforeAll(async () => {
  test = await testNode()
})
afterAll(() => test.stop())

const passwordOf = (userId: string) => test.account(userId).password ?? ''
const passcodeOf = (userId: string) => appCode(test.account(userId).totpSecret ?? '', test.clock.now())

async function tryPassword(userId: string, password: string): Promise<Answer> {
  return typePassword(new TerminalBrowser(test.node), userId, password)
}

/** Past the password, then `typed`. */
async function tryPasscode(userId: string, typed: string, meanwhile = async () => {}): Promise<Answer> {
  const browser = new TerminalBrowser(test.node)
  await typePassword(browser, userId, passwordOf(userId))
  await meanwhile()
  return browser.submit(PASSCODE, { passcode: typed })
}

async function usedPasscode(userId: string): Promise<Answer> {
  const passcode = passcodeOf(userId)
  await tryPasscode(userId, passcode)
  return tryPasscode(userId, passcode)
}

async function expiredPasscode(userId: string): Promise<Answer> {
  const browser = new TerminalBrowser(test.node)
  const passcode = await codeQueuedBy(test, () => typePassword(browser, userId, passwordOf(userId)))
  test.clock.set(SESSION_ONE.add({ minutes: 10 }))
  const page = await browser.submit(PASSCODE, { passcode })
  test.clock.set(SESSION_ONE)
  return page
}

async function sixthPasscode(userId: string): Promise<Answer> {
  const browser = new TerminalBrowser(test.node)
  await typePassword(browser, userId, passwordOf(userId))
  for (let tries = 0; tries < 5; tries++) await browser.submit(PASSCODE, { passcode: '000000' })
  return browser.submit(PASSCODE, { passcode: passcodeOf(userId) })
}

const suspend = (userId: string) =>
  test.database.write({ as: 'operations' }, (tx) =>
    suspendUser.apply(
      tx,
      test.node.world,
      { accountId: test.account(userId).accountId },
      { by: 'import', file: 'a test' },
      SESSION_ONE,
    ),
  )

async function wrongCode(userId: string): Promise<Answer> {
  const browser = new TerminalBrowser(test.node)
  await askFor(browser, userId)
  return browser.submit(`${INITIATION}/code`, { code: '00000000' })
}

async function wrongProof(userId: string): Promise<Answer> {
  const browser = new TerminalBrowser(test.node)
  await upToApp(test, browser, userId)
  return browser.submit(`${INITIATION}/proof`, { passcode: '000000' })
}

const REFUSALS: readonly (readonly [kind: string, reason: string, () => Promise<Answer>])[] = [
  ['logon.password-refused', 'unknown-user', () => tryPassword('ZZZUSR99', 'wrong')],
  ['logon.password-refused', 'wrong-password', () => tryPassword('SGCUSR01', 'wrong')],
  ['logon.password-refused', 'locked', () => tryPassword('KTBUSR03', passwordOf('KTBUSR03'))],
  ['logon.password-refused', 'suspended', () => tryPassword('BWOUSR03', passwordOf('BWOUSR03'))],
  ['logon.password-refused', 'not-initiated', () => tryPassword('HLSUSR01', 'wrong')],
  ['logon.password-refused', 'not-entitled', () => tryPassword('NPFUSR03', passwordOf('NPFUSR03'))],
  ['logon.passcode-refused', 'wrong', () => tryPasscode('EWDUSR01', '000000')],
  ['logon.passcode-refused', 'malformed', () => tryPasscode('EWDUSR01', 'no digits')],
  ['logon.passcode-refused', 'already-used', () => usedPasscode('LAUUSR01')],
  ['logon.passcode-refused', 'expired', () => expiredPasscode('KTBUSR01')],
  ['logon.passcode-refused', 'no-tries-left', () => sixthPasscode('MFSUSR01')],
  ['logon.passcode-refused', 'suspended', () => tryPasscode('TRCUSR01', '000000', () => suspend('TRCUSR01'))],
  ['initiation.code-refused', 'unknown-user', () => wrongCode('ZZZUSR99')],
  ['initiation.code-refused', 'wrong', () => wrongCode('HLSUSR01')],
  ['initiation.proof-refused', 'wrong', () => wrongProof('HLSUSR02')],
]

describe('a refusal', () => {
  it.each(REFUSALS)(
    '%s, %s, leaves one event under the reference its page shows',
    async (kind, reason, refused) => {
      const reference = referenceOn(await refused())
      const events = await eventsUnder(test, reference)
      expect(events).toMatchObject([{ kind, reference, facts: { reason } }])
      expect(events[0]?.facts).toHaveProperty('door')
    },
  )

  it('commits that it was counted and what happened, although nothing else was done', async () => {
    const before = await budgetOf(test, 'EWDUSR02')
    const page = await tryPassword('EWDUSR02', 'wrong')
    expect(before).toBeUndefined()
    expect(await budgetOf(test, 'EWDUSR02')).toMatchObject({ failures: 1, pending: 0 })
    expect(await eventsUnder(test, referenceOn(page))).toHaveLength(1)
  })

  it('is shown once: reloaded, the page is as it was', async () => {
    const browser = new TerminalBrowser(test.node)
    const refused = await typePassword(browser, 'ZZZUSR99', 'wrong')
    expect(referenceOn(refused)).toBeDefined()
    expect(referenceOn(await browser.get(ONLINE))).toBeUndefined()
  })

  it('has a reference of its own each time', async () => {
    const pages = [await tryPassword('ZZZUSR99', 'wrong'), await tryPassword('ZZZUSR99', 'wrong')]
    expect(new Set(pages.map(referenceOn)).size).toBe(2)
  })
})

describe('an event', () => {
  it('carries a digest of what was personal, and says nothing of it itself', async () => {
    const page = await tryPassword('ZZZ PERSONAL', 'wrong')
    const [row] = await withClient(test.db.superuserUrl, async (client) => {
      const text = `select e.facts, p.salt, p.particulars from audit_event e join audit_personal p on p.event_id = e.id
        where e.reference = $1`
      return (await client.query(text, [referenceOn(page)])).rows
    })
    expect(row.particulars).toEqual({ network: '203.0.113.0/24', typed: 'ZZZ PERSONAL' })
    const canonical = Buffer.from('{"network":"203.0.113.0/24","typed":"ZZZ PERSONAL"}')
    expect(row.facts.particulars).toBe(sha256(Buffer.concat([row.salt, canonical])).toString('hex'))
    expect(JSON.stringify(row.facts)).not.toMatch(/PERSONAL|203\.0\.113/)
  })

  it('takes markup, quotes and a long text for one value', async () => {
    const typed = `<script>"'\\ ${'x'.repeat(40)}`
    const page = await tryPassword(typed, 'wrong')
    expect(await eventsUnder(test, referenceOn(page))).toHaveLength(1)
    expect(page.body).not.toContain('<script>"')
  })
})

describe('nothing that was typed or given as a secret', () => {
  it('is anywhere in the database or in a letter, but for a code in the letter that brings it', async () => {
    const canaries = new Map<string, string>()
    const browser = new TerminalBrowser(test.node)
    const keep = (what: string, secret: string) => canaries.set(what, secret)
    const keepCookies = (when: string) => {
      for (const [name, value] of browser.cookies)
        if (/-(attempt|session)$/.test(name)) keep(`${name} ${when}`, parseTicket(value)?.secret ?? value)
    }
    const codes = [await codeFor(test, browser, 'NPFUSR01')]
    keepCookies('of the first step')
    await browser.submit(`${INITIATION}/code`, { code: '91827364' })
    await browser.submit(`${INITIATION}/code`, { code: codes[0] ?? '' })
    keepCookies('of the second step')
    await browser.submit(`${INITIATION}/password`, {
      new_password: NEW_PASSWORD,
      repeat_password: NEW_PASSWORD,
    })
    codes.push(await codeQueuedBy(test, () => browser.submit(`${INITIATION}/channel`, { channel: 'email' })))
    await browser.get(`${INITIATION}/channel`)
    const page = await browser.submit(`${INITIATION}/channel`, { channel: 'app' })
    const secret = (/([A-Z2-7]{4} ){7}[A-Z2-7]{4}/.exec(page.body)?.[0] ?? '').replaceAll(' ', '')
    keep('the secret of the app', secret)
    keep('its bytes', Buffer.from(Secret.fromBase32(secret).buffer).toString('hex'))
    const proof = appCode(secret, test.clock.now())
    const done = await browser.submit(`${INITIATION}/proof`, { passcode: proof })
    expect(done.body).toContain('2FA is set up')
    keepCookies('when it is set up')
    test.clock.set(SESSION_ONE.add({ minutes: 1 }))
    keep('a wrong password', 'canary-wrong-password')
    await typePassword(browser, 'NPFUSR01', 'canary-wrong-password')
    keep('the password', NEW_PASSWORD)
    await typePassword(browser, 'NPFUSR01', NEW_PASSWORD)
    keepCookies('of the logon')
    const refused = ['91827364', '918273']
    for (const wrong of refused) await browser.submit(PASSCODE, { passcode: wrong })
    const passcode = appCode(secret, test.clock.now())
    expect((await browser.submit(PASSCODE, { passcode })).body).toContain('Function not available')
    keepCookies('when logged on')
    expect(canaries.size).toBeGreaterThanOrEqual(8)

    const { tables, letters } = await everythingWritten()
    expect(tables).toContain('NPFUSR01')
    for (const [what, canary] of canaries) {
      expect(canary.length, what).toBeGreaterThan(12)
      for (const spelling of spellings(canary)) {
        expect(tables.includes(spelling), `${what} in a table`).toBe(false)
        expect(letters.includes(spelling), `${what} in a letter`).toBe(false)
      }
    }
    for (const code of [...codes, ...refused, proof, passcode]) {
      // Digits inside a longer run of hex are chance.
      expect(tables).not.toMatch(new RegExp(`(?<![0-9a-f])${code}(?![0-9a-f])`))
      expect(tables).not.toContain(Buffer.from(code).toString('hex'))
      expect(letters.split(code).length - 1, code).toBe(codes.includes(code) ? 1 : 0)
    }
  })

  /** As a column may hold it: as it is, its bytes in hex, its decoded bytes in hex. */
  function spellings(secret: string): readonly string[] {
    const hex = (bytes: Buffer) => bytes.toString('hex')
    return [secret, hex(Buffer.from(secret)), hex(Buffer.from(secret, 'base64url'))]
  }

  async function everythingWritten(): Promise<{ readonly tables: string; readonly letters: string }> {
    const rows: string[] = []
    const letters: string[] = []
    await withClient(test.db.superuserUrl, async (client) => {
      const named = await client.query("select tablename from pg_tables where schemaname = 'public'")
      for (const { tablename } of named.rows) {
        const all = await client.query(`select row_to_json(t)::text as row from ${tablename} t`)
        rows.push(...all.rows.map(({ row }) => row))
      }
      for (const { id, sealed } of (await client.query('select id, sealed from outbox_mail')).rows) {
        const content = openContent(test.node.world.sealer, id, sealed)
        if (content.ok) letters.push(content.value.text)
      }
    })
    expect(letters.length).toBeGreaterThan(5)
    return { tables: rows.join('\n'), letters: letters.join('\n') }
  }
})
