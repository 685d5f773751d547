import { readFileSync, statSync } from 'node:fs'
import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { withClient } from '../../src/db/with-client.ts'
import { theDemo } from '../support/demo-for-journeys.ts'
import { keysOf, type OtpDoor } from './deeds.ts'
import { comparable, PlainVisitor } from './plain-visitor.ts'

const account = z.strictObject({
  role: z.enum([
    'user',
    'da-maker',
    'da-checker',
    'da-single',
    'client-connect',
    'operator-maker',
    'operator-checker',
    'hotline',
    'auditor',
  ]),
  participant: z.string().optional(),
  userId: z.string().regex(/^[A-Z0-9]{6,12}$/),
  displayName: z.string().min(1),
  email: z.email().optional(),
  state: z.enum(['no-email', 'not-initiated', 'initiated', 'locked', 'suspended']),
  channels: z.array(z.enum(['email', 'app', 'passkey'])),
  functions: z.array(z.enum(['ccms.online', 'ccms.overnight', 'dms.security'])),
  password: z.string().optional(),
  totpSecret: z
    .string()
    .regex(/^[A-Z2-7]+$/)
    .optional(),
  cardFile: z.string().optional(),
  cardPassword: z
    .string()
    .regex(/^\d{6,8}$/)
    .optional(),
  cardState: z.enum(['good', 'revoked', 'expired']).optional(),
})

/** The contract of design.md §5. */
const file = z.strictObject({
  urls: z.strictObject({
    primary: z.url(),
    primaryCard: z.url(),
    secondary: z.url(),
    secondaryCard: z.url(),
    mailbox: z.url(),
    authenticator: z.url(),
    databasePrimary: z.url(),
    databaseSecondary: z.url(),
  }),
  accounts: z.array(account),
})

async function read() {
  const { accountsFile } = await theDemo()
  return file.parse(JSON.parse(readFileSync(accountsFile, 'utf8')))
}

const DOORS: readonly (readonly [of: RegExp, door: OtpDoor])[] = [
  [/^user$/, 'online'],
  [/^da-/, 'dms'],
  [/^client-connect$/, 'connect'],
  [/^(operator-|hotline|auditor)/, 'desk'],
]
const doorOf = (role: string) => DOORS.find(([of]) => of.test(role))?.[1]

/** Whatever stands behind a door, who is in can leave. */
const LOGGED_ON = /<button[^>]*>\s*Log out\s*</

describe('accounts.json', () => {
  // Before any other journey: the locks it begins with go when the clock is first put back.
  it('says truly who is locked, suspended or not initiated: each meets the page that an unknown User ID meets', async () => {
    const demo = await theDemo()
    const meets = (userId: string, password = 'a password of nobody at all') =>
      PlainVisitor.visit(demo, async (visitor) =>
        comparable(await visitor.typePassword('online', { userId, password })),
      )
    const unknown = await meets('NOBODY99')
    expect(unknown).toContain('role="alert"')
    for (const { userId, role, state, password } of (await read()).accounts) {
      if (role === 'user' && state !== 'initiated')
        expect(await meets(userId, password), userId).toBe(unknown)
    }
  })

  it('has the shape that others rely on, and nobody else may read it', async () => {
    const { accounts } = await read()
    expect(new Set(accounts.map(({ userId }) => userId)).size).toBe(accounts.length)
    expect(statSync((await theDemo()).accountsFile).mode & 0o777).toBe(0o600)
    for (const { state, email, channels, password, totpSecret, userId } of accounts) {
      expect(email !== undefined, userId).toBe(state !== 'no-email')
      expect(password !== undefined, userId).toBe(channels.length > 0)
      expect(totpSecret !== undefined, userId).toBe(channels.includes('app'))
      if (state === 'initiated' || state === 'locked') expect(channels, userId).not.toEqual([])
      if (state === 'no-email' || state === 'not-initiated') expect(channels, userId).toEqual([])
    }
  })

  it('has people of every state, and enough who can still set up 2FA', async () => {
    const { accounts } = await read()
    const firms = new Set(accounts.flatMap(({ participant }) => participant ?? []))
    expect([firms.size, accounts.length >= 60]).toEqual([13, true])
    expect(new Set(accounts.map(({ state }) => state)).size).toBe(5)
    const fresh = accounts.filter(({ state }) => state === 'not-initiated')
    expect(fresh.filter(({ role }) => role === 'user').length).toBeGreaterThanOrEqual(3)
    const twoPeople = (firm?: string) =>
      accounts.some((other) => other.participant === firm && other.role === 'da-checker')
    expect(fresh.some(({ role, participant }) => role === 'da-maker' && twoPeople(participant))).toBe(true)
  })

  it('lets everybody who is initiated log on at his door with what it says of him', async () => {
    const demo = await theDemo()
    const met: string[] = []
    const { accounts } = await read()
    for (const { userId, role, state, functions } of accounts) {
      const door = functions.includes('ccms.online') ? 'online' : role === 'user' ? 'overnight' : doorOf(role)
      if (state !== 'initiated' || door === undefined) continue
      const page = await PlainVisitor.visit(demo, (visitor) => visitor.logOn(door, keysOf(demo, userId)))
      if (!LOGGED_ON.test(page)) met.push(userId)
    }
    expect(met, 'who was not let in').toEqual([])
  })

  it('says truly who has no email: asked for, no code goes to anybody', async () => {
    const demo = await theDemo()
    const ask = (userId: string) =>
      PlainVisitor.visit(demo, async (visitor) =>
        comparable(await visitor.submit('/initiation', { user_id: userId })),
      )
    // What others were sent before is not to come in between.
    const queued = () => demo.count("select count(*) from outbox_mail where state = 'queued'")
    await vi.waitFor(async () => expect(await queued()).toBe(0), { timeout: 60_000 })
    const before = (await demo.mailTo('')).length
    const pages = new Set<string>()
    for (const { userId, role, state } of (await read()).accounts)
      if (role === 'user' && state === 'no-email') pages.add(await ask(userId))
    const { email = '' } = demo.account('MFSUSR03')
    pages.add(await ask('MFSUSR03'))
    // Mail goes out in the order it was queued: once this one has come, one to anybody else would have.
    await vi.waitFor(async () => expect((await demo.mailTo(email)).length).toBe(1), { timeout: 60_000 })
    expect((await demo.mailTo('')).length).toBe(before + 1)
    expect(pages.size).toBe(1)
  })

  it('names a database login that reads and can change nothing', async () => {
    const { databasePrimary } = (await read()).urls
    await withClient(databasePrimary, async (client) => {
      expect((await client.query('select count(*)::int as n from account')).rows[0].n).toBeGreaterThanOrEqual(
        60,
      )
      await expect(client.query("update account set status = 'suspended'")).rejects.toThrow(
        /permission denied|read-only/,
      )
    })
  })
})
