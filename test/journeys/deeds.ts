import { vi } from 'vitest'
import type { DemoForJourneys } from '../support/demo-for-journeys.ts'
import { appCode } from '../support/journeys.ts'
import type { Terminal } from './terminal.ts'

/** Fit for the demo's password profile. */
export const PASSWORD = 'seven brass lanterns at dusk'

export type OtpDoor = 'online' | 'overnight' | 'dms' | 'connect' | 'desk'

const LANDINGS: Readonly<Record<OtpDoor, string>> = {
  online: '/',
  overnight: '/',
  dms: '/dms',
  connect: '/connect',
  desk: '/ops',
}
export type Channel = 'email' | 'app'

/** What a person logs on with. */
export interface Keys {
  readonly userId: string
  readonly password: string
  readonly channel: Channel
  readonly email: string
  /** Base32; empty where the channel is email. */
  readonly totpSecret: string
}

/** What `accounts.json` gives an initiated person. */
export function keysOf(demo: DemoForJourneys, userId: string): Keys {
  const { password = '', email = '', totpSecret = '', channels } = demo.account(userId)
  return { userId, password, email, totpSecret, channel: channels.includes('app') ? 'app' : 'email' }
}

/** From the landing page to `2FA is set up`. Whose address was registered meanwhile is told it. */
export async function setUp(
  t: Terminal,
  userId: string,
  door: OtpDoor,
  channel: Channel,
  email = t.demo.account(userId).email ?? '',
): Promise<Keys> {
  const mail = await letterbox(t.demo, email)
  await openDoor(t, door)
  await t.follow(t.words.initiation)
  await identify(t, userId)
  await t.fill(t.words.codeFromEmail, await mail.nextCode())
  await t.press(t.words.continue)
  await choosePassword(t, PASSWORD)
  await chooseChannel(t, channel)
  const totpSecret = channel === 'app' ? await typedKey(t) : ''
  const keys = { userId, password: PASSWORD, channel, email, totpSecret }
  await t.fill(
    t.words.passcode,
    channel === 'app' ? await freshCode(t.demo, totpSecret) : await mail.nextCode(),
  )
  await t.press(t.words.continue)
  await t.sees(t.words.isSetUp)
  return keys
}

export async function openDoor(t: Terminal, door: OtpDoor): Promise<void> {
  await t.goTo(LANDINGS[door])
  await t.follow(t.words.doors[door])
}

export async function identify(t: Terminal, userId: string): Promise<void> {
  await t.fill(t.words.userId, userId)
  await t.press(t.words.continue)
}

export async function choosePassword(t: Terminal, password: string): Promise<void> {
  await t.fill(t.words.newPassword, password)
  await t.fill(t.words.repeatNewPassword, password)
  await t.press(t.words.continue)
}

export async function chooseChannel(t: Terminal, channel: Channel): Promise<void> {
  await t.use({ field: t.words.channels[channel] })
  await t.press(t.words.continue)
}

const TYPED_KEY = /\b[A-Z2-7]{4}( [A-Z2-7]{4}){7}\b/

/** The key beside the QR code, in groups of four, as base32. */
export async function typedKey(t: Terminal): Promise<string> {
  await t.reads(TYPED_KEY)
  const [shown = ''] = TYPED_KEY.exec(await t.text()) ?? []
  return shown.replaceAll(' ', '')
}

/** From the landing page to the page behind the door. */
export async function logOn(t: Terminal, keys: Keys, door: OtpDoor): Promise<void> {
  const mail = await letterbox(t.demo, keys.email)
  await openDoor(t, door)
  await typePassword(t, keys)
  await t.fill(
    t.words.passcode,
    keys.channel === 'app' ? await freshCode(t.demo, keys.totpSecret) : await mail.nextCode(),
  )
  await t.press(t.words.logOn)
  await t.finds({ button: t.words.logOut })
}

/** To the page that asks for the passcode. */
export async function typePassword(t: Terminal, keys: Pick<Keys, 'userId' | 'password'>): Promise<void> {
  await t.fill(t.words.userId, keys.userId)
  await t.fill(t.words.password, keys.password)
  await t.press(t.words.continue)
  await t.finds({ field: t.words.passcode })
}

export async function logOut(t: Terminal): Promise<void> {
  await t.press(t.words.logOut)
  await t.misses({ button: t.words.logOut })
}

const used = new Set<string>()

/** What the app shows; if that was typed before, the clock goes on to the next one, as a person waits for it. */
export async function freshCode(demo: DemoForJourneys, totpSecret: string): Promise<string> {
  const code = appCode(totpSecret, demo.clock.now())
  if (!used.has(totpSecret + code)) {
    used.add(totpSecret + code)
    return code
  }
  await demo.clock.set(demo.clock.now().add({ seconds: 30 }))
  return freshCode(demo, totpSecret)
}

/** A person's own mail, from the moment this is called. */
export interface Letterbox {
  /** Waits for the next mail with a code in it. */
  nextCode(): Promise<string>
  /** How many have come. */
  count(): Promise<number>
}

export async function letterbox(demo: DemoForJourneys, email: string): Promise<Letterbox> {
  const before = (await demo.mailTo(email)).length
  let read = before
  return {
    count: async () => (await demo.mailTo(email)).length - before,
    nextCode: () =>
      vi.waitFor(
        async () => {
          const mails = (await demo.mailTo(email)).toReversed()
          for (const { text } of mails.slice(read)) {
            read++
            const code = /\d{6,8}/.exec(text)?.[0]
            if (code !== undefined) return code
          }
          throw new Error(`no code came to ${email}`)
        },
        { timeout: 60_000, interval: 25 },
      ),
  }
}
