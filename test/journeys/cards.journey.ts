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

describe('logging on by smartcard in Session 1', () => {
  it('leads a user to “Function not available”, once his card password is right', async () => {
    const t = await goToListener('/', 'card', { card: 'HLSUSR04' })
    await typeCardPassword(t, 'HLSUSR04', '000000')
    await t.sees('Log on')
    await t.reads('You are not logged on')
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
    ['no card', undefined, 'No smartcard was presented'],
    ['a revoked card', 'TRCUSR02', 'The smartcard was not accepted'],
    ['an expired card', 'NPFUSR02', 'The smartcard was not accepted'],
  ])('is answered by a page of its own for %s', async (_, card, heading) => {
    const t = await goToListener('/', 'card', card === undefined ? {} : { card })
    await t.sees(heading)
    expect(await t.field(t.words.cardPassword).count()).toBe(0)
  })

  it('of somebody else’s card is refused like a wrong password', async () => {
    const t = await goToListener('/', 'card', { card: 'KTBUSR01' })
    await typeCardPassword(t, 'HLSUSR01')
    await t.reads('You are not logged on')
  })
})
