import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appCode, typePassword } from '../support/journeys.ts'
import { type TwoSites, twoSites } from '../support/two-sites.ts'

const at = (text: string) => Temporal.Instant.from(`2023-06-${text.replace(' ', 'T')}+08:00`)
const PATHS = [
  '/otp/online',
  '/otp/overnight',
  '/card',
  '/dms/otp',
  '/dms/card',
  '/initiation',
  '/dms/initiation',
]

let sites: TwoSites
beforeAll(async () => {
  sites = await twoSites(at('10 21:00'))
})
afterAll(() => sites.stop())

/** Which doors let somebody begin, at both sites, as their pages are answered. */
async function openAt(moment: Temporal.Instant): Promise<Readonly<Record<'primary' | 'secondary', string>>> {
  sites.test.clock.set(moment)
  const open = async (site: 'primary' | 'secondary') => {
    const browser = sites.browser(site)
    const answers = await Promise.all(PATHS.map(async (path) => [path, await browser.get(path)] as const))
    return answers.flatMap(([path, { status }]) => (status === 200 ? [path] : [])).join(' ')
  }
  return { primary: await open('primary'), secondary: await open('secondary') }
}

const OTP = '/otp/online /otp/overnight /dms/otp'
const INITIATION = '/initiation /dms/initiation'
const NONE = { primary: '', secondary: '' }

describe('a second before, at and after', () => {
  it('the start and the end of Session 2, its doors are open at the secondary, and nowhere else', async () => {
    await sites.openBranch()
    const inSession = { primary: '', secondary: '/otp/online /otp/overnight /card /dms/otp /dms/card' }
    const met = []
    for (const edge of ['10 22:00', '10 23:00'])
      for (const seconds of [-1, 0, 1]) met.push(await openAt(at(edge).add({ seconds })))
    expect(met).toEqual([NONE, inSession, inSession, inSession, NONE, NONE])
    sites.test.clock.set(at('10 22:30'))
    await sites.discardBranch()
  })

  it('the launch, one way in answers at the primary, and none at the secondary', async () => {
    const { launch } = sites.test.node.world.programme
    const met = []
    for (const seconds of [-1, 0, 1]) met.push(await openAt(launch.switchesAt.add({ seconds })))
    const after = { primary: `${OTP} ${INITIATION}`, secondary: '' }
    expect(met.map(({ secondary }) => secondary)).toEqual(['', '', ''])
    expect(met.slice(1)).toEqual([after, after])
    expect(met[0]?.primary).not.toContain('otp')
  })
})

describe('a logon begun in Session 2', () => {
  it('may be finished at 23:05 at the secondary, and not at the primary, whatever is brought there', async () => {
    sites.test.clock.set(at('10 22:59:59'))
    await sites.openBranch()
    const { password = '', totpSecret = '' } = sites.test.account('KTBUSR02')
    const browser = sites.browser('secondary')
    await typePassword(browser, 'KTBUSR02', password)
    const elsewhere = sites.browser('primary')
    for (const [name, value] of browser.cookies)
      elsewhere.cookies.set(name.replace('secondary', 'primary'), value)
    sites.test.clock.set(at('10 23:05'))
    const passcode = appCode(totpSecret, sites.test.clock.now())
    await elsewhere.get('/dms')
    const token = browser.tokenFor('/otp/online/passcode') ?? ''
    const carried = await elsewhere.post('/otp/online/passcode', { passcode }, { token })
    expect(carried.status).toBe(403)
    const page = await browser.submit('/otp/online/passcode', { passcode })
    expect(page.body).toContain('Function not available')
  })
})
