import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lettersQueuedBy } from '../../test/attacks/look-inside.ts'
import { logOnByApp, logOnByEmail } from '../../test/support/journeys.ts'
import { SESSION_ONE, type TestNode, testNode } from '../../test/support/node.ts'
import { askNewPassword, nextAppCode } from '../../test/support/own-account.ts'
import { TerminalBrowser } from '../../test/support/terminal-browser.ts'
import { credentialContext } from '../accounts/password-credential.ts'
import type { CredentialId } from '../kernel/ids.ts'
import { announceExpiries } from './announce-expiry.ts'

const hongKong = (text: string) => Temporal.Instant.from(`2023-${text}+08:00`)

async function loggedOn(test: TestNode, userId: string): Promise<TerminalBrowser> {
  const browser = new TerminalBrowser(test.node)
  await logOnByApp(test, browser, userId)
  return browser
}

describe('an installation with the profile hkex-style', () => {
  let test: TestNode
  beforeAll(async () => {
    test = await testNode({ passwords: 'hkex-style' })
  })
  afterAll(() => test.stop())

  async function change(browser: TerminalBrowser, userId: string, current: string, wanted: string) {
    const asked = await askNewPassword(browser, current, wanted)
    if (asked.status !== 200) return asked
    return browser.submit('/online/password/passcode', { passcode: nextAppCode(test, userId) })
  }

  /** A password that was in force so many weeks before the present one. */
  async function hadBefore(userId: string, password: string, weeks: number): Promise<void> {
    const { accountId } = test.account(userId)
    const { world } = test.node
    const hashed = await world.hasher.hash(password, userId)
    if (!hashed.ok) throw new Error(hashed.refusal)
    const until = hongKong('04-20T09:00').subtract({ hours: 24 * 7 * weeks })
    const id = world.randomness.uuid() as CredentialId
    const sealed = world.sealer.seal(credentialContext(id, accountId), Buffer.from(hashed.value))
    const row = { id, account_id: accountId, kind: 'password', sealed, epoch: world.epoch } as const
    await test.database.write({ as: 'operations' }, (tx) =>
      tx
        .insertInto('credential')
        .values({ ...row, valid_from: until.subtract({ hours: 1 }), valid_to: until })
        .execute(),
    )
  }

  it('shows its rules before typing, and remembers the last eight passwords', async () => {
    const userId = 'SGCUSR01'
    const browser = await loggedOn(test, userId)
    const { body } = await browser.get('/online/password')
    for (const rule of [
      'at most 20 characters',
      'has a letter',
      'none of your last 8',
      'about every 90 days',
    ])
      expect(body).toContain(rule)
    const former = Array.from({ length: 8 }, (_, n) => `Lantern-${n}-dusk!`)
    for (const [n, password] of former.entries()) await hadBefore(userId, password, 8 - n)
    const current = test.account(userId).password ?? ''
    const again = await change(browser, userId, current, former[1] ?? '')
    expect([again.status, again.body.includes('one of your last 8')]).toEqual([422, true])
    expect((await change(browser, userId, current, former[0] ?? '')).body).toContain('has been changed')
  })

  it.each([
    ['abcdefgh!', 'at least one digit'],
    ['12345678!', 'at least one letter'],
    ['lantern2dusk', 'at least one of these'],
    ['lan-2!', 'at least 8 characters'],
    ['lantern-2-dusk-at-the-quay', 'at most 20 characters'],
  ])('refuses %j: %s', async (wanted, why) => {
    const browser = await loggedOn(test, 'EWDUSR01')
    expect((await askNewPassword(browser, 'whatever', wanted)).body).toContain(why)
    test.clock.set(test.clock.now().add({ seconds: 30 }))
  })

  it('announces an expiry once, by one letter, from whichever node comes first', async () => {
    const { world } = test.node
    const at = hongKong('07-09T09:00')
    expect(await announceExpiries(world, SESSION_ONE)).toBe(0)
    const letters = await lettersQueuedBy(test, async () => {
      const told = await Promise.all([1, 2, 3].map(() => announceExpiries(world, at)))
      expect(told.reduce((all, n) => all + n)).toBeGreaterThan(5)
      expect(await announceExpiries(world, at)).toBe(0)
    })
    expect(new Set(letters.map(({ kind }) => kind))).toEqual(new Set(['password-expires']))
    expect(new Set(letters.map(({ to }) => to)).size).toBe(letters.length)
    expect(letters[0]?.text).toMatch(/expires on \w+, \d+ \w+ 2023, 00:00 \(Hong Kong time\)/)
    expect(letters[0]?.text).not.toContain('network')
  })

  it('leads a person whose password has expired to its change, after both factors and before anything else', async () => {
    const userId = 'MFSUSR01'
    test.clock.set(hongKong('08-14T09:00'))
    const browser = new TerminalBrowser(test.node)
    const met = await logOnByApp(test, browser, userId)
    expect(met.body).toContain('Your password has expired.')
    for (const path of ['/online', '/online/channels', '/online/sessions', '/online/channels/add-email'])
      expect([path, (await browser.get(path)).location]).toEqual([path, '/online/password'])
    const done = await change(browser, userId, test.account(userId).password ?? '', 'Lantern-7-dusk!')
    expect(done.body).toContain('has been changed')
    expect((await browser.get('/online')).status).toBe(200)
  })

  it('makes nobody change a password on the launch morning', async () => {
    const { accountId } = test.account('LAUUSR01')
    await test.database.write({ as: 'sign-in' }, (tx) =>
      tx
        .updateTable('credential')
        .set({ valid_from: hongKong('01-02T09:00') })
        .where('account_id', '=', accountId)
        .where('kind', '=', 'password')
        .execute(),
    )
    test.clock.set(hongKong('06-12T07:30'))
    const browser = new TerminalBrowser(test.node)
    const met = await logOnByApp(test, browser, 'LAUUSR01')
    expect(met.body).toContain('Your password expires at 00:00 on Monday 19 June 2023')
    test.clock.set(hongKong('06-19T07:30'))
    expect((await logOnByApp(test, new TerminalBrowser(test.node), 'LAUUSR01')).body).toContain('has expired')
  })
})

describe('a test session that is not carried forward', () => {
  let test: TestNode
  beforeAll(async () => {
    test = await testNode({ site: 'secondary', at: hongKong('06-10T22:05') })
  })
  afterAll(() => test.stop())

  it('lets a person change his password after a warning, and his channels from Monday', async () => {
    const userId = 'KTBUSR01'
    const { email = '', password = '' } = test.account(userId)
    const browser = new TerminalBrowser(test.node)
    const met = await logOnByEmail(test, browser, userId)
    expect(met.body).toContain('NOT carried forward')
    expect((await browser.get('/online/password')).body).toContain('the change is thrown away')
    const channels = await browser.get('/online/channels')
    expect(channels.body).toContain('Do this from Monday 12 June 2023.')
    expect(channels.body).not.toContain('href="/online/channels/add-app"')
    const refused = { location: '/online/channels?refused=1' }
    expect(await browser.get('/online/channels/add-app')).toMatchObject(refused)
    const before = test.mails.filter(({ to }) => to === email).length
    await askNewPassword(browser, password)
    const passcode = await test.codeSentTo(email, before)
    expect((await browser.submit('/online/password/passcode', { passcode })).body).toContain(
      'has been changed',
    )
  })
})
