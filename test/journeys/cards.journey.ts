import { describe, expect, it } from 'vitest'
import { type Looks, openTerminal, type Terminal } from './terminal.ts'

const AT = Temporal.Instant.from('2023-06-10T18:10+08:00')

/** At 18:10, with this card in the reader or none: up to the page that asked for it. */
async function goToListener(path: string, door: 'card' | 'dmsCard', looks: Looks): Promise<Terminal> {
  const t = await openTerminal(looks)
  await t.demo.clock.set(AT)
  await t.goTo(path)
  await t.follow(t.words.doors[door])
  await t.follow(t.words.withCard)
  await t.page.waitForURL((url) => url.origin === t.demo.urls.primaryCard)
  return t
}

async function typeCardPassword(t: Terminal, userId: string, password?: string): Promise<void> {
  await t.fill(t.words.userId, userId)
  await t.fill(t.words.cardPassword, password ?? t.demo.account(userId).cardPassword ?? '')
  await t.press(t.words.logOn)
}

/** How often a card was refused for this reason, as the record has it. */
const refusedAs = (t: Terminal, kind: 'card-logon.card-refused' | 'card-logon.refused', reason: string) =>
  t.demo.count(
    "select count(*) from audit_event where kind = $1 and facts->>'reason' = $2 and epoch = 'primary/0'",
    kind,
    reason,
  )

describe('logging on by smartcard in Session 1, its key on a PKCS#11 token', () => {
  it('leads a user to “Function not available”, once his card password is right', async () => {
    const t = await goToListener('/', 'card', { card: 'HLSUSR04' })
    await typeCardPassword(t, 'HLSUSR04', '000000')
    await t.sees('Log on')
    await t.reads('You are not logged on')
    expect(await refusedAs(t, 'card-logon.refused', 'wrong-password')).toBe(1)
    await typeCardPassword(t, 'HLSUSR04')
    await t.page.waitForURL('**/card/online')
    await t.sees(t.words.notAvailable)
    await t.reads(t.words.testComplete)
    expect(await t.link(t.words.changePassword).count()).toBe(0)
    await t.follow(t.words.initiation)
    expect(t.path()).toBe('/initiation')
  })

  it('leads a Delegated Administrator into the DMS, in Chinese and without JavaScript', async () => {
    const t = await goToListener('/dms', 'dmsCard', {
      card: 'HLSDAM01',
      language: 'zh-Hant',
      javaScript: false,
    })
    await typeCardPassword(t, 'HLSDAM01')
    await t.page.waitForURL('**/dms/card/**')
    await t.reads(t.words.testComplete)
    expect(await t.button(t.words.logOut).count()).toBe(1)
  })

  it.each([
    ['no card', null, 'No smartcard was presented', 'no-card'],
    ['a revoked card', 'TRCUSR02', 'The smartcard was not accepted', 'revoked'],
    ['an expired card', 'NPFUSR02', 'The smartcard was not accepted', 'expired'],
  ])('is answered by a page of its own for %s, and kept on record', async (_, card, heading, reason) => {
    const t = await goToListener('/', 'card', { card })
    await t.sees(heading)
    expect(await t.field(t.words.cardPassword).count()).toBe(0)
    expect(await refusedAs(t, 'card-logon.card-refused', reason)).toBe(1)
  })

  it('of somebody else’s card is refused like a wrong password', async () => {
    const t = await goToListener('/', 'card', { card: 'KTBUSR01' })
    await typeCardPassword(t, 'HLSUSR01')
    await t.reads('You are not logged on')
    expect(await refusedAs(t, 'card-logon.refused', 'other-card')).toBe(1)
  })

  it('ends with the card: pulled while its password is typed, it lets nobody in', async () => {
    const t = await goToListener('/', 'card', { card: 'HLSUSR02' })
    await t.field(t.words.cardPassword).waitFor()
    t.pullCard()
    await typeCardPassword(t, 'HLSUSR02')
    await t.sees('No smartcard was presented')
  })
})
