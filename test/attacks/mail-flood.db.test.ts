import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ONLINE, typePassword } from '../support/journeys.ts'
import { SESSION_ONE, type TestNode, testNode } from '../support/node.ts'
import { TerminalBrowser } from '../support/terminal-browser.ts'
import { askFor, INITIATION } from './initiate.ts'
import { lettersQueuedBy, masked } from './look-inside.ts'

let test: TestNode
beforeAll(async () => {
  test = await testNode()
})
afterAll(() => test.stop())
afterEach(() => test.clock.set(SESSION_ONE))

const times = (count: number) => Array.from({ length: count }, (_, index) => index)
const inNetwork = (network: number) => new TerminalBrowser(test.node, `10.20.${network}.7`)
const askAt = (network: number, userId: string) => askFor(inNetwork(network), userId)

describe('codes to initiate with, asked for again and again (attack 66)', () => {
  it('from one network are three in a quarter of an hour, and the page is the same', async () => {
    const pages = new Set<string>()
    const letters = await lettersQueuedBy(test, async () => {
      for (const _ of times(30)) pages.add(masked((await askAt(1, 'HLSUSR01')).body))
    })
    expect([letters.length, pages.size]).toEqual([3, 1])
  })

  it('from two networks leave the holder his, in a third', async () => {
    const userId = 'HLSUSR02'
    const stranger = await lettersQueuedBy(test, async () => {
      for (const quarter of times(4)) {
        test.clock.set(SESSION_ONE.add({ minutes: quarter * 15 + 1 }))
        for (const network of [11, 12]) for (const _ of times(5)) await askAt(network, userId)
      }
    })
    expect(stranger).toHaveLength(20)
    const holder = inNetwork(13)
    const [letter] = await lettersQueuedBy(test, () => askFor(holder, userId))
    const page = await holder.submit(`${INITIATION}/code`, { code: letter?.code ?? '' })
    expect(page.body).toContain('New password')
  })

  it('from sixty networks are forty in an hour and no more', async () => {
    const userId = 'HLSDAM01'
    const ask = (network: number) => askFor(inNetwork(network), userId, '/dms/initiation')
    const letters = await lettersQueuedBy(test, async () => {
      for (const network of times(60)) await ask(100 + network)
    })
    expect(letters).toHaveLength(40)
  })
})

describe('passcodes of a logon, asked for again and again (attack 66)', () => {
  it('are five in a quarter of an hour, for who knows the password too', async () => {
    const userId = 'KTBUSR01'
    const letters = await lettersQueuedBy(test, async () => {
      for (const network of times(4)) {
        const browser = inNetwork(network)
        await typePassword(browser, userId, test.account(userId).password ?? '')
        for (const _ of times(3)) await browser.submit(`${ONLINE}/passcode/email`, {})
      }
    })
    expect(letters).toHaveLength(5)
  })
})

describe('guessing codes to initiate with', () => {
  it('from a hundred networks has five tries a code, and delays the holder’s by nothing', async () => {
    const userId = 'NPFUSR02'
    const stranger = inNetwork(200)
    await askFor(stranger, userId)
    const guess = async (network: number) => {
      const browser = inNetwork(network)
      for (const [name, value] of stranger.cookies) browser.cookies.set(name, value)
      await browser.get(`${INITIATION}/step`)
      return (await browser.post(`${INITIATION}/code`, { code: '00000000' })).status
    }
    for (const _ of times(50)) expect(await guess(200)).toBe(303)
    expect(await guess(200)).toBe(503)
    expect(await guess(201)).toBe(303)
    const tries = await test.database.read({ as: 'operations' }, (db) =>
      db.selectFrom('sign_in_attempt').select('code_tries').orderBy('code_tries', 'desc').executeTakeFirst(),
    )
    expect(tries?.code_tries).toBe(5)
    const holder = inNetwork(202)
    const [letter] = await lettersQueuedBy(test, () => askFor(holder, userId))
    const page = await holder.submit(`${INITIATION}/code`, { code: letter?.code ?? '' })
    expect(page.body).toContain('New password')
  })
})
