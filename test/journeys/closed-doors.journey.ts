import { describe, expect, it } from 'vitest'
import { askPage } from './ask-page.ts'
import { freshCode, keysOf, typePassword } from './deeds.ts'
import { openTerminal, type Terminal } from './terminal.ts'
import { wordsIn } from './words.ts'

async function openAt(at: string, path: string, language: 'en' | 'zh-Hant' = 'en'): Promise<Terminal> {
  const t = await openTerminal({ language })
  await t.demo.clock.set(Temporal.Instant.from(at))
  await t.goTo(path)
  return t
}

/** What stands beside a door's label: the text of its next sibling. */
async function besideLabel(t: Terminal, label: string): Promise<string> {
  await t.reads(label)
  return askPage(
    t,
    (html, label): string => {
      const called = [...html.querySelectorAll('main *')].filter((one) => one.textContent.trim() === label)
      return called.at(-1)?.nextElementSibling?.innerText.trim() ?? ''
    },
    label,
  )
}

const { doors } = wordsIn.en
const CCMS = [doors.online, doors.overnight]
const DMS = [doors.dms]

describe('a closed door', () => {
  it.each([
    ['CCMS', '/', CCMS],
    ['DMS', '/dms', DMS],
  ])(
    'of %s stands without a link before Session 1, and says that it opens at 18:00',
    async (_, path, labels) => {
      const t = await openAt('2023-06-10T17:59+08:00', path)
      for (const label of labels) {
        expect(await t.count({ link: label }), label).toBe(0)
        expect(await besideLabel(t, label)).toMatch(/Closed.*18:00/s)
      }
    },
  )

  it('says so in Chinese too', async () => {
    const t = await openAt('2023-06-10T17:59+08:00', '/', 'zh-Hant')
    expect(await t.count({ link: t.words.doors.online })).toBe(0)
    expect(await besideLabel(t, t.words.doors.online)).toMatch(/關閉.*18:00/s)
  })

  it('says after Session 1 that it waits for the launch, and once that is approved when it opens', async () => {
    const t = await openAt('2023-06-10T20:01+08:00', '/')
    expect(await t.count({ link: doors.online })).toBe(0)
    expect(await besideLabel(t, doors.online)).toMatch(/Closed.*12 June 2023/s)
    await t.demo.clock.set(Temporal.Instant.from('2023-06-11T12:01+08:00'))
    await t.page.reload()
    expect(await besideLabel(t, doors.online)).toMatch(/Closed.*Opens at 00:00 on Monday 12 June 2023/s)
  })

  it('lets nobody in by its address, before and after Session 1', async () => {
    for (const at of ['2023-06-10T17:59+08:00', '2023-06-10T20:01+08:00']) {
      const t = await openAt(at, '/otp/online')
      expect([t.path(), await t.count({ field: 'Password' })]).toEqual(['/', 0])
      await t.goTo('/initiation')
      expect([t.path(), await t.count({ field: 'User ID' })]).toEqual(['/', 0])
      await t.goTo('/dms/otp')
      expect([t.path(), await t.count({ field: 'Password' })]).toEqual(['/dms', 0])
    }
  })

  it('lets whoever typed his password before it closed finish within ten minutes, and nobody begin', async () => {
    const inTime = await openAt('2023-06-10T19:59+08:00', '/otp/online')
    const keys = keysOf(inTime.demo, 'MFSUSR01')
    await typePassword(inTime, keys)
    const late = await openTerminal()
    await late.goTo('/otp/online')
    await late.demo.clock.set(Temporal.Instant.from('2023-06-10T20:01+08:00'))

    await inTime.fill('One-time passcode', await freshCode(inTime.demo, keys.totpSecret))
    await inTime.press('Log on')
    await inTime.sees('Function not available')

    await late.fill('User ID', keys.userId)
    await late.fill('Password', keys.password)
    const events = 'select count(*) from audit_event'
    const before = await late.demo.count(events)
    await late.press('Continue')
    await late.misses({ field: 'Password' })
    expect([late.path(), await late.demo.count(events)]).toEqual(['/', before])
  })
})

describe('the smartcard doors', () => {
  it('are closed for good once the launch has replaced the card', async () => {
    const t = await openAt('2023-06-12T07:30+08:00', '/')
    expect(await t.count({ link: doors.card })).toBe(0)
    expect(await besideLabel(t, doors.card)).toMatch(/Closed/)
    await t.goTo('/card')
    expect(t.path()).toBe('/')
    await t.follow(t.words.initiation)
    expect(t.path()).toBe('/initiation')
  })
})
