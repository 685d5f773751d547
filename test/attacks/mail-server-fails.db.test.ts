import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { smtpTransport } from '../../src/mail/smtp-transport.ts'
import type { Mail, MailTransport } from '../../src/mail/transport.ts'
import { type Fault, startFaultyServer } from '../contracts/mail-faulty-server.ts'
import { appCode, ONLINE, typePassword } from '../support/journeys.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { type Answer, TerminalBrowser } from '../support/terminal-browser.ts'
import { masked } from './look-inside.ts'

const IMPATIENT = { step: 0.5, whole: 1 }
/** They log on by email, in turn: each is sent five codes in a quarter of an hour. No page names them. */
const READERS = ['KTBUSR01', 'BWOUSR01', 'CLBUSR01']
let turn = 0

let test: TestNode
let wanted: string
beforeAll(async () => {
  test = await testNode()
  wanted = wordsOf(await firstStep(new TerminalBrowser(test.node)))
})
afterAll(() => test.stop())

function firstStep(browser: TerminalBrowser): Promise<Answer> {
  const reader = READERS[turn++ % READERS.length] ?? ''
  return typePassword(browser, reader, test.account(reader).password ?? '')
}

/** But for what became of the mail so far, which the page tells who has proven the password. */
const wordsOf = ({ body }: Answer) => masked(body).replace(/<div id="mailed-code">.*?<\/div>/s, '')

type Trouble = Fault | 'is down' | 'has the certificate of another'

/** A transport to a mail server in trouble, and what reached that server. */
async function transportInto(trouble: Trouble) {
  const other = trouble === 'has the certificate of another' ? { hostnames: ['another.example'] } : {}
  const fault = trouble === 'is down' || trouble === 'has the certificate of another' ? 'none' : trouble
  const server = await startFaultyServer(fault, other)
  onTestFinished(() => server.stop())
  const address = trouble === 'is down' ? { ...server.address, port: 1 } : server.address
  const transport = smtpTransport(address, { ca: server.caPem }, IMPATIENT)
  onTestFinished(() => transport.close())
  return { transport, seen: server.seen }
}

/** Hands nothing on until it is told to: a page that waited for the mail server would not come before. */
function held(transport: MailTransport) {
  const { promise, resolve: handOn } = Promise.withResolvers<void>()
  const send = async (mail: Mail) => {
    await promise
    return transport.send(mail)
  }
  return { handOn, transport: { send } }
}

describe('while the mail server fails (attack 64)', () => {
  it.each<Trouble>([
    'is down',
    'never greets',
    'drops the line at once',
    'is shutting down',
    'greylists the recipient',
    'refuses the recipient',
    'has no room for the message',
    'takes the message and drops the line',
    'takes the message and never answers',
    'has STARTTLS stripped',
    'has the certificate of another',
  ])(
    'it %s: the page does not wait for it and keeps its words, and nothing leaves in clear',
    async (trouble) => {
      const { transport, seen } = await transportInto(trouble)
      const letters = held(transport)
      const node = test.nodeWith({ transport: letters.transport })
      const browser = new TerminalBrowser(node)
      const page = await firstStep(browser)
      expect(page.body).toContain('name="passcode"')
      expect(wordsOf(page)).toBe(wanted)
      letters.handOn()
      await node.stop()
      expect(wordsOf(await browser.at(test.node).get(`${ONLINE}/passcode`))).toBe(wanted)
      expect(seen).toMatchObject({ logonsInClear: 0, messagesInClear: 0 })
      if (trouble === 'has STARTTLS stripped' || trouble === 'has the certificate of another')
        expect(seen.raw).toEqual([])
    },
  )

  it('who has an app logs on as ever', async () => {
    const { transport } = await transportInto('never greets')
    const letters = held(transport)
    const node = test.nodeWith({ transport: letters.transport })
    const { password = '', totpSecret = '' } = test.account('EWDUSR01')
    await firstStep(new TerminalBrowser(node))
    const browser = new TerminalBrowser(node)
    await typePassword(browser, 'EWDUSR01', password)
    const passcode = appCode(totpSecret, test.clock.now())
    const answer = await browser.post(`${ONLINE}/passcode`, { passcode })
    expect(answer.location).toBe('/online')
    letters.handOn()
    await node.stop()
  })
})
