import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../src/kernel/system.ts'
import { appCode, ONLINE, typePassword } from '../support/journeys.ts'
import type { ServingNode } from '../support/serving-node.ts'
import { type ServingSite, servingSite } from '../support/serving-site.ts'
import type { TerminalBrowser } from '../support/terminal-browser.ts'
import { type Member, seedCrowd } from './seed-crowd.ts'

const HOME = '/online'
const SIZE = { app: 3, email: 1, uninitiated: 0 }

let site: ServingSite
let first: ServingNode
let second: ServingNode
let people: Member[]
let reader: Member

beforeAll(async () => {
  site = await servingSite()
  const { app, email } = await seedCrowd(site.urls.ownerUrl, site.sealingKey, SIZE)
  people = [...app]
  reader = email[0] as Member
  ;[first, second] = await Promise.all([site.startNode(), site.startNode()])
})
afterAll(() => site.stop())

/** Somebody no other test has had. */
function somebody(): Member {
  const next = people.shift()
  if (next === undefined) throw new Error('the crowd is used up')
  return next
}

const passcodeOf = ({ totpSecret = '' }: Member) => ({ passcode: appCode(totpSecret, systemClock.now()) })

async function logOn(browser: TerminalBrowser, member: Member) {
  await typePassword(browser, member.userId, member.password ?? '')
  return browser.post(`${ONLINE}/passcode`, passcodeOf(member))
}

describe('two processes on one database are one site:', () => {
  it('a logon begun at one is finished at the other, and good at both until it ends at either', async () => {
    const member = somebody()
    const here = first.browser()
    await typePassword(here, member.userId, member.password ?? '')
    const there = second.browser(here)
    expect((await there.post(`${ONLINE}/passcode`, passcodeOf(member))).location).toBe(HOME)

    const back = first.browser(there)
    expect((await back.get(HOME)).status).toBe(200)
    expect((await back.post(`${HOME}/log-out`, {})).location).toBe(`${HOME}/logged-out`)
    expect((await there.get(HOME)).status).not.toBe(200)
  })

  it('a passcode that let somebody in at one lets nobody in at the other', async () => {
    const member = somebody()
    expect((await logOn(first.browser(), member)).location).toBe(HOME)
    expect((await logOn(second.browser(), member)).location).toBe(`${ONLINE}/passcode`)
  })

  it('ten wrong passwords, five at each, lock the account at both', async () => {
    const { userId, password = '' } = somebody()
    for (const node of [first, second]) {
      for (let n = 0; n < 5; n++) await typePassword(node.browser(), userId, 'wrong')
    }
    for (const node of [first, second]) {
      const answer = await typePassword(node.browser(), userId, password)
      expect(answer.body).not.toContain('name="passcode"')
    }
  })

  it('who logs on anew at one is logged off at the other', async () => {
    const here = await logOnByEmail(first)
    expect((await here.get(HOME)).status).toBe(200)
    const there = await logOnByEmail(second)
    expect((await here.get(HOME)).status).toBe(401)
    expect((await there.get(HOME)).status).toBe(200)
  })
})

async function logOnByEmail(node: ServingNode): Promise<TerminalBrowser> {
  const { userId, email, password = '' } = reader
  const browser = node.browser()
  const before = site.mailsTo(email)
  await typePassword(browser, userId, password)
  const passcode = await site.codeMailedTo(email, before)
  await browser.post(`${ONLINE}/passcode`, { passcode: passcode ?? '' })
  return browser
}
