import { describe, expect, it } from 'vitest'
import { theDemo } from '../support/demo-for-journeys.ts'
import { freshCode, type Keys, keysOf, logOn, logOut } from './deeds.ts'
import { beLoggedOn, beSetUp, PlainVisitor } from './plain-visitor.ts'
import { openTerminal, type Terminal } from './terminal.ts'
import { wordsIn } from './words.ts'

// Attachment 1 of the circular, from the first session to the business day after it.

const at = (text: string) => Temporal.Instant.from(`2023-06-${text.replace(' ', 'T')}+08:00`)
const REHEARSED = 'a password for one hour of rehearsal'
const DIGESTS = `select count(*) from branch
  where state = 'discarded' and length(digest_before) = 32 and digest_before <> digest_after`

/** Who sits at the secondary with a card in the reader; what a browser makes of one: cards.journey.ts. */
async function logOnByCard(card: string, system: '' | '/dms'): Promise<void> {
  const seat = { site: 'secondary', card } as const
  const page = await PlainVisitor.visit(await theDemo(), (one) => one.logOnByCard(system, card), seat)
  expect(page).toContain(wordsIn.en.testComplete)
}

/** To where the passcode is accepted, or not. */
async function tryPassword(t: Terminal, keys: Pick<Keys, 'userId'>, password: string) {
  await t.goTo('/')
  await t.follow(t.words.doors.online)
  await t.fill(t.words.userId, keys.userId)
  await t.fill(t.words.password, password)
  await t.press(t.words.continue)
}

describe('the Saturday of the circular, over both data centres', () => {
  it('is Session 1, which counts, and Session 2, which is thrown away; on Monday all is as Session 1 left it', async () => {
    const { clock, count } = await theDemo()

    // Session 1, at the primary.
    const user = await beSetUp(await openTerminal(), 'NPFUSR02', 'online', 'email')
    const administrator = await beSetUp(await openTerminal(), 'OVGDAC01', 'dms', 'app')
    const first = await openTerminal()
    const keys = keysOf(first.demo, 'SGCUSR01')
    await beLoggedOn(first, keys, 'online')
    await first.sees('Function not available')
    // By smartcard, user and administrator: cards.journey.ts.

    // Session 2, at the secondary.
    await clock.set(at('10 22:05'))
    const second = await openTerminal({ site: 'secondary' })
    await logOn(second, keys, 'online')
    await second.sees('Function not available')
    await second.reads('On-line Session at Secondary Data Centre (Session 2)')
    await second.reads(/What you change here is NOT carried forward/)
    const other = await openTerminal({
      site: 'secondary',
      language: 'zh-Hant',
      phone: true,
      javaScript: false,
    })
    await beLoggedOn(other, user, 'online')
    await other.sees(other.words.notAvailable)
    await logOnByCard('HLSUSR04', '')
    await logOnByCard('HLSDAM01', '/dms')
    await beLoggedOn(await openTerminal({ site: 'secondary' }), administrator, 'dms')

    // What is changed there: a password, after a warning; no OTP channel.
    await second.follow('OTP channels')
    await second.reads(/Do this from Monday 12 June 2023/)
    expect(await second.count({ link: 'Move to another authenticator app' })).toBe(0)
    await second.follow('Change password')
    await second.reads(/the change is thrown away/)
    await second.fill('Current password', keys.password)
    await second.fill('New password', REHEARSED)
    await second.fill('Repeat new password', REHEARSED)
    await second.press('Continue')
    await second.fill('One-time passcode', await freshCode(second.demo, keys.totpSecret))
    await second.press('Change password')
    await second.sees('The change is in force')
    await logOut(second)
    await second.goTo('/')
    await second.goTo('/initiation')
    expect(second.path()).toBe('/')

    // Monday.
    await clock.set(at('12 07:30'))
    expect(await count(DIGESTS)).toBe(1)
    const monday = await openTerminal()
    await tryPassword(monday, keys, REHEARSED)
    await monday.reads('You could not be logged on')
    await beLoggedOn(monday, keys, 'online')
    await monday.sees('Online Functions')
    const alsoMonday = await openTerminal()
    await beLoggedOn(alsoMonday, user, 'online')
    await alsoMonday.sees('Online Functions')
  })
})
