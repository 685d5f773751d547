import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withClient } from '../../src/db/with-client.ts'
import { systemClock, systemRandomness } from '../../src/kernel/system.ts'
import { sealingKeys } from '../../src/sealing/keys.ts'
import { makeSealer } from '../../src/sealing/seal.ts'
import { browserCookie } from '../../src/web/cookies.ts'
import { type Crowd, type Member, seedCrowd } from '../faults/seed-crowd.ts'
import { appCode, ONLINE, typePassword } from '../support/journeys.ts'
import type { ServingNode } from '../support/serving-node.ts'
import { type ServingSite, servingSite } from '../support/serving-site.ts'
import type { TerminalBrowser } from '../support/terminal-browser.ts'
import { INITIATION, NEW_PASSWORD } from './initiate.ts'

const HOME = '/online'
const PASSCODE = `${ONLINE}/passcode`
const PEOPLE = 300
const AT_ONCE = 20

let site: ServingSite
let crowd: Crowd
let nodes: readonly ServingNode[]
beforeAll(async () => {
  site = await servingSite()
  crowd = await seedCrowd(site.urls.ownerUrl, site.sealingKey, { app: PEOPLE, email: 1, uninitiated: 1 })
  nodes = await Promise.all([site.startNode(), site.startNode()])
})
afterAll(() => site.stop())

const nodeOf = (turn: number) => nodes[turn % nodes.length] as ServingNode
const times = (count: number) => Array.from({ length: count }, (_, index) => index)

/** As the passcode's page would bring it: three hundred pages are not what is proven here. */
function tokenFor({ cookies }: TerminalBrowser): string {
  const sealer = makeSealer(sealingKeys([site.sealingKey]), systemRandomness)
  const browser = cookies.get(browserCookie('primary')) ?? ''
  return sealer.mac('form-token', 'form', 'primary', browser, PASSCODE).toString('base64url')
}

/** Everybody behind one address, at either node; one answer in ten is mistyped at first. */
async function logOn({ userId, password = '', totpSecret = '' }: Member, turn: number): Promise<unknown> {
  const browser = nodeOf(turn).browserAt('127.0.7.7')
  await browser.get(ONLINE)
  const type = (typed: string) => browser.post(ONLINE, { user_id: userId, password: typed })
  const token = tokenFor(browser)
  const present = (passcode: string) => browser.post(PASSCODE, { passcode }, { token })
  if (turn % 10 === 0) await type('a slip of the hand')
  await type(password)
  if (turn % 10 === 5) await present('000000')
  return (await present(appCode(totpSecret, systemClock.now()))).location
}

describe('three hundred people behind one address', () => {
  it('get in, every one, over two nodes, with one answer in ten mistyped, and leave nothing to wait for', async () => {
    const queue = crowd.app.map((member, turn) => ({ member, turn }))
    const led: unknown[] = []
    await Promise.all(
      times(AT_ONCE).map(async () => {
        for (let next = queue.shift(); next !== undefined; next = queue.shift())
          led.push(await logOn(next.member, next.turn))
      }),
    )
    expect(led).toEqual(times(PEOPLE).map(() => HOME))
    const { rows } = await withClient(site.urls.superuserUrl, (client) =>
      client.query('select network, sum(level) < 150 as free from network_failure group by 1'),
    )
    expect(rows).toEqual([{ network: '127.0.7.0/24', free: true }])
  }, 60_000)
})

/** A stranger who does the same thing over and over, in three browsers at each node, until `work` is done. */
async function beset(
  begin: (browser: TerminalBrowser) => Promise<unknown>,
  again: (browser: TerminalBrowser) => Promise<unknown>,
  enoughTimes: number,
  work: () => Promise<void>,
): Promise<void> {
  let [over, done] = [false, 0]
  const enough = Promise.withResolvers<void>()
  const hammer = async (browser: TerminalBrowser) => {
    await begin(browser)
    while (!over) {
      await again(browser)
      if (++done === enoughTimes) enough.resolve()
    }
  }
  const hammering = times(6).map((turn) => hammer(nodeOf(turn).browserAt(`127.0.66.${turn + 1}`)))
  await enough.promise
  await work().finally(() => {
    over = true
  })
  await Promise.all(hammering)
}

describe('a stranger who hammers on a known User ID, at both nodes,', () => {
  it('keeps its holder out of no logon where he has logged on before', async () => {
    const { userId, password = '', email } = crowd.email[0] as Member
    const logOnByEmail = async (browser: TerminalBrowser) => {
      const before = site.mailsTo(email)
      const page = await typePassword(browser, userId, password)
      if (!page.body.includes('name="passcode"')) return 'refused'
      const passcode = await site.codeMailedTo(email, before)
      return (await browser.post(PASSCODE, { passcode: passcode ?? '' })).location
    }
    const known = nodeOf(0).browserAt('127.0.5.1')
    expect(await logOnByEmail(known)).toBe(HOME)
    const wrong = { user_id: userId, password: 'wrong' }
    await beset(
      (browser) => browser.get(ONLINE),
      (browser) => browser.post(ONLINE, wrong),
      30,
      async () => {
        expect(await logOnByEmail(nodeOf(1).browserAt('127.0.5.2'))).toBe('refused')
        expect(await logOnByEmail(nodeOf(1).browser(known))).toBe(HOME)
      },
    )
  })

  it('keeps its holder out of no initiation', async () => {
    const { userId, email } = crowd.uninitiated[0] as Member
    const holder = nodeOf(1).browserAt('127.0.5.3')
    await beset(
      async (browser) => {
        await browser.get(INITIATION)
        await browser.submit(INITIATION, { user_id: userId })
      },
      (browser) => browser.post(`${INITIATION}/code`, { code: '00000000' }),
      60,
      async () => {
        const before = site.mailsTo(email)
        await holder.get(INITIATION)
        await holder.submit(INITIATION, { user_id: userId })
        const code = (await site.codeMailedTo(email, before)) ?? ''
        await holder.submit(`${INITIATION}/code`, { code })
        await holder.submit(`${INITIATION}/password`, {
          new_password: NEW_PASSWORD,
          repeat_password: NEW_PASSWORD,
        })
        const page = await holder.submit(`${INITIATION}/channel`, { channel: 'app' })
        const secret = /([A-Z2-7]{4} ){7}[A-Z2-7]{4}/.exec(page.body)?.[0].replaceAll(' ', '') ?? ''
        const proven = await holder.submit(`${INITIATION}/proof`, {
          passcode: appCode(secret, systemClock.now()),
        })
        expect(proven.body).toContain('2FA is set up')
      },
    )
  })
})
