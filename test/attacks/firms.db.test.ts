import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { MembershipId } from '../../src/kernel/ids.ts'
import { systemRandomness } from '../../src/kernel/system.ts'
import type { Role } from '../../src/kernel/vocabulary.ts'
import { textOf } from '../support/html.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { type Desk, deskOf, numberOf } from '../support/requests.ts'
import { loggedOnAt } from '../support/requests-pages.ts'
import { comparable } from './look-inside.ts'
import { routesFor, tokenOf } from './routes.ts'

const OWN = 'C00105'
const OTHERS = 'C00108'
const NONE = 'C99999'

let test: TestNode
let desk: Desk
beforeAll(async () => {
  test = await testNode()
  desk = deskOf(test)
})
afterAll(() => test.stop())

async function grant(userId: string, firm: string, role: Role, endsAt: string | null = null): Promise<void> {
  const id = systemRandomness.uuid() as MembershipId
  await desk.sql(
    'insert into membership (id, account_id, participant_id, role, valid_from, ends_at) values ($1, $2, $3, $4, $5, $6)',
    [id, desk.account(userId), await desk.firm(firm), role, '2023-04-03T09:00+08:00', endsAt],
  )
}

/** Without the address itself, which the page repeats in its language links. */
const without = (code: string, answer: Parameters<typeof comparable>[0]) =>
  JSON.stringify(comparable(answer)).replaceAll(code, 'CODE')

describe('a firm', () => {
  it('that is not his is not found at any of its pages, like one that there is not', async () => {
    const browser = await loggedOnAt(test, 'SGCDAM01', '/dms/otp')
    const number = numberOf(await desk.askEmail('MFSDAM01', OTHERS, 'MFSUSR01', 'new@mistyfairway.example'))
    const pages = routesFor(test, 'GET', { firm: OTHERS, number }).filter((path) =>
      path.startsWith(`/dms/security/${OTHERS}`),
    )
    expect(pages.length).toBeGreaterThan(2)
    for (const path of pages) {
      const his = await browser.get(path)
      const nobodys = await browser.get(path.replace(OTHERS, NONE))
      expect([path, his.status]).toEqual([path, 404])
      expect([path, without(OTHERS, his)]).toEqual([path, without(NONE, nobodys)])
    }
  })

  it('has no request of another firm under its own code', async () => {
    const browser = await loggedOnAt(test, 'SGCDAC01', '/dms/otp')
    const number = numberOf(await desk.askEmail('MFSDAM01', OTHERS, 'MFSUSR02', 'two@mistyfairway.example'))
    const path = `/dms/security/${OWN}/requests/${number}`
    expect((await browser.get(path)).status).toBe(404)
    const token = { token: tokenOf(test, browser, path) }
    expect((await browser.post(path, { deed: 'reject', digest: '', remark: '' }, token)).status).toBe(404)
    expect(await desk.state(number)).toBe('pending')
    expect(textOf((await browser.get(`/dms/security/${OWN}/requests?show=all`)).body)).not.toContain(number)
  })

  it('is chosen and shown, each with his own role there, by who acts for several (F3.12)', async () => {
    await grant('KTBDAM01', 'C00109', 'da-checker')
    await grant('KTBDAM01', 'C00110', 'user')
    await grant('KTBDAM01', 'C00111', 'da-maker', '2023-06-10T18:00+08:00')
    const browser = await loggedOnAt(test, 'KTBDAM01', '/dms/otp')
    const chooser = textOf((await browser.get('/dms/security')).body)
    expect(chooser).toContain('Kite Terrace Brokers Limited C00102 DA maker')
    expect(chooser).toContain('Cotton Ladder Brokerage Limited C00109 DA checker')
    expect(chooser).not.toContain('C00110')
    expect(chooser).not.toContain('C00111')
    const one = textOf((await browser.get('/dms/security/C00109')).body)
    expect(one).toContain('Cotton Ladder Brokerage Limited C00109 Another firm')
    expect(one).toContain('You are here as DA checker.')
    for (const code of ['C00110', 'C00111'])
      expect((await browser.get(`/dms/security/${code}`)).status).toBe(404)
  })

  it('is behind no other door: neither home nor role of one leads into the rooms of another', async () => {
    const browser = await loggedOnAt(test, 'HLSCC001', '/connect/otp')
    expect((await browser.get('/connect/services/C00101')).status).toBe(200)
    expect((await browser.get('/dms/security/C00101')).location).toBe('/dms/otp')
    expect((await browser.get('/ops/desk')).location).toBe('/ops/otp')
    expect((await browser.get(`/connect/services/${OWN}`)).status).toBe(404)
  })
})

describe('a function that has closed', () => {
  it('takes its rooms with it: each of them leads to where that is said', async () => {
    test.clock.set(Temporal.Instant.from('2023-06-12T22:50+08:00'))
    const browser = await loggedOnAt(test, 'SGCDAM01', '/dms/otp')
    expect((await browser.get(`/dms/security/${OWN}`)).status).toBe(200)
    test.clock.set(Temporal.Instant.from('2023-06-12T23:00+08:00'))
    for (const path of [`/dms/security/${OWN}`, `/dms/security/${OWN}/requests`])
      expect((await browser.get(path)).location).toBe('/dms/security')
    expect(textOf((await browser.get('/dms/security')).body)).toContain('Function not available')
  })
})

describe('a room of the desk', () => {
  it('is not found by whoever it is not for', async () => {
    const hotline = await loggedOnAt(test, 'HOTLIN01', '/ops/otp')
    expect((await hotline.get('/ops/desk')).status).toBe(200)
    expect((await hotline.get('/ops/desk/requests')).status).toBe(404)
    expect(textOf((await hotline.get('/ops/desk')).body)).not.toContain('Requests')
    const auditor = await loggedOnAt(test, 'AUDITR01', '/ops/otp')
    expect((await auditor.get('/ops/desk/requests')).status).toBe(200)
  })
})

describe('where nothing is kept', () => {
  it('nothing is asked for or decided, and all is shown, with one’s own password excepted', async () => {
    const number = numberOf(await desk.askEmail('SGCDAM01', OWN, 'SGCUSR02', 'two@stargranite.example'))
    const secondary = await testNodeAtSecondary(number)
    try {
      const path = `/dms/security/${OWN}/requests/${number}`
      const browser = await loggedOnAt(secondary, 'SGCDAC01', '/dms/otp')
      const page = await browser.get(path)
      expect(page.status).toBe(200)
      expect(textOf(page.body)).toContain('nothing can be changed in this session')
      expect(textOf(page.body)).not.toContain('Your decision')
      const token = tokenOf(secondary, browser, path)
      const answer = await browser.post(path, { deed: 'reject', digest: '', remark: '' }, { token })
      expect([answer.status, textOf(answer.body).includes('Nothing was changed')]).toEqual([409, true])
      expect(await deskOf(secondary).state(number)).toBe('pending')
      expect((await browser.get('/dms/security/password')).body).toContain('New password')
    } finally {
      await secondary.stop()
    }
  })
})

/** The secondary site in Session 2, with the same request. */
async function testNodeAtSecondary(number: string): Promise<TestNode> {
  const secondary = await testNode({ site: 'secondary', at: Temporal.Instant.from('2023-06-10T22:05+08:00') })
  const there = deskOf(secondary)
  while (numberOf(await there.askEmail('SGCDAM01', OWN, 'SGCUSR02', 'two@stargranite.example')) !== number);
  return secondary
}
