import PostalMime from 'postal-mime'
import { afterEach, describe, expect, it } from 'vitest'
import { smtpTransport } from '../../src/mail/smtp-transport.ts'
import type { SmtpServer } from '../../src/mail/smtp-url.ts'
import type { Delivery, Mail, MailTransport } from '../../src/mail/transport.ts'
import { type Fault, type FaultyServer, startFaultyServer } from './mail-faulty-server.ts'

const mail: Mail = {
  messageId: '0b9e1f0a-7a3c-4a0e-9d3e-000000000001@sallyport.example',
  from: 'no-reply@sallyport.example',
  sender: 'bounces+c0ffee@sallyport.example',
  to: 'mei.tai@firm.example',
  subject: 'CCMS: 啟動雙重認證的驗證碼',
  text: `致：C.M.T.\n\n    12345678\n\n${'有效期為 10 分鐘。'.repeat(20)}\n.\n.one line begins with a dot`,
  date: Temporal.Instant.from('2026-11-22T04:05:06Z'),
}
const patient = { step: 5, whole: 20 }
const impatient = { step: 0.3, whole: 1 }

const open: { stop(): Promise<void> }[] = []
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.stop()
})

function transportTo(address: SmtpServer, ca?: string, wait = patient): MailTransport {
  const transport = smtpTransport(address, ca === undefined ? {} : { ca }, wait)
  open.push({ stop: async () => transport.close() })
  return transport
}

async function meet(fault: Fault, wait = patient): Promise<{ server: FaultyServer; delivery: Delivery }> {
  const server = await startFaultyServer(fault)
  open.push(server)
  const transport = transportTo(server.address, server.caPem, wait)
  return { server, delivery: await transport.send(mail) }
}

describe('a mail transport', () => {
  it.each(['starttls', 'implicit'] as const)('hands the mail over as it is, by %s', async (encryption) => {
    const server = await startFaultyServer('none', { implicit: encryption === 'implicit' })
    open.push(server)
    const delivery = await transportTo(server.address, server.caPem).send(mail)
    expect(delivery).toEqual({ outcome: 'sent', answer: '250 2.0.0 OK queued as 4711' })
    expect(server.seen).toMatchObject({ logonsInClear: 0, messagesInClear: 0, recipients: [[mail.to]] })
    const got = await PostalMime.parse(server.seen.raw[0] ?? '')
    expect(got).toMatchObject({
      subject: mail.subject,
      from: { address: mail.from },
      messageId: `<${mail.messageId}>`,
    })
    expect(got.to).toEqual([{ address: mail.to, name: '' }])
    expect(got.text?.trimEnd()).toBe(mail.text)
    expect(got.html).toBeUndefined()
    expect(server.seen.raw[0]).toContain('Date: Sun, 22 Nov 2026 04:05:06 +0000\r\n')
    expect(server.seen.raw[0]).toMatch(/^Content-Type: text\/plain; charset=utf-8/m)
  })

  it('sends a hundred mails over a few connections, each once', async () => {
    const server = await startFaultyServer('none')
    open.push(server)
    const transport = transportTo(server.address, server.caPem)
    const each = Array.from({ length: 100 }, (_, n) =>
      transport.send({ ...mail, to: `user${n}@firm.example` }),
    )
    const outcomes = (await Promise.all(each)).map(({ outcome }) => outcome)
    expect(new Set(outcomes)).toEqual(new Set(['sent']))
    expect(new Set(server.seen.recipients.flat()).size).toBe(100)
    expect(server.seen.raw.length).toBe(100)
    expect(server.seen.connections).toBeLessThanOrEqual(5)
  })

  it.each([
    ['refuses the recipient', 'failed', '550 5.1.1 no such user'],
    ['refuses the message and quotes it', 'failed', '554 5.7.1 looks like a passcode: …'],
    ['greylists the recipient', 'later', '451 4.7.1 greylisted'],
    ['has no room for the message', 'later', '452 4.3.1 full'],
    ['is shutting down', 'later', '421 4.3.2 shutting down'],
  ] as const)(
    'to a server that %s answers “%s” with the words of the server',
    async (fault, outcome, words) => {
      const { delivery } = await meet(fault)
      expect(delivery).toEqual({ outcome, answer: words })
    },
  )

  it.each(['has STARTTLS stripped', 'offers no AUTH'] as const)(
    'to a server that %s sends neither credentials nor mail',
    async (fault) => {
      const { server, delivery } = await meet(fault)
      expect(delivery.outcome).toBe('later')
      expect(server.seen).toMatchObject({ logonsInClear: 0, messagesInClear: 0, raw: [] })
    },
  )

  it('says so when STARTTLS was stripped', async () => {
    const { delivery } = await meet('has STARTTLS stripped')
    expect(delivery.answer).toMatch(
      /^The mail server offers no encryption that can be trusted; nothing was sent\./,
    )
  })

  it.each([
    'never greets',
    'takes the message and never answers',
    'takes the message and drops the line',
    'drops the line at once',
  ] as const)(
    'to a server that %s answers “later” in bounded time, and tries no second time',
    async (fault) => {
      const { server, delivery } = await meet(fault, impatient)
      expect(delivery.outcome).toBe('later')
      expect(delivery.answer).toMatch(/^The mail server (did not answer in time|can not be reached)\./)
      expect(server.seen.connections).toBe(1)
    },
  )

  it('answers “later” where nobody listens', async () => {
    const server = await startFaultyServer('none')
    await server.stop()
    const delivery = await transportTo(server.address, server.caPem).send(mail)
    expect(delivery).toMatchObject({
      outcome: 'later',
      answer: expect.stringContaining('can not be reached'),
    })
  })

  it('answers “later” where its credentials are refused, for the mail is not to blame', async () => {
    const server = await startFaultyServer('none')
    open.push(server)
    const delivery = await transportTo({ ...server.address, password: 'wrong' }, server.caPem).send(mail)
    expect(delivery).toMatchObject({
      outcome: 'later',
      answer: expect.stringContaining('refused our credentials'),
    })
    expect(delivery.answer).not.toContain('wrong')
    expect(server.seen.raw).toEqual([])
  })

  it.each(['starttls', 'implicit'] as const)(
    'believes no unknown authority and no other name, by %s',
    async (how) => {
      const implicit = how === 'implicit'
      const stranger = await startFaultyServer('none', { hostnames: ['mail.example'], implicit })
      const unknown = await startFaultyServer('none', { implicit })
      open.push(stranger, unknown)
      for (const [server, ca] of [
        [stranger, stranger.caPem],
        [unknown, undefined],
      ] as const) {
        const delivery = await transportTo(server.address, ca).send(mail)
        expect(delivery).toMatchObject({
          outcome: 'later',
          answer: expect.stringContaining('nothing was sent'),
        })
        expect(server.seen).toMatchObject({ logonsInClear: 0, messagesInClear: 0, raw: [] })
      }
    },
  )

  it.each([
    ['two recipients', { to: 'a@firm.example, b@firm.example' }],
    ['a recipient in the subject', { subject: 'CCMS\r\nBcc: b@firm.example' }],
    ['a recipient in the address', { to: 'a@firm.example>\r\nRCPT TO:<b@firm.example' }],
  ])('refuses a mail with %s before it speaks to anybody', async (_, fault) => {
    const server = await startFaultyServer('none')
    open.push(server)
    const delivery = await transportTo(server.address, server.caPem).send({ ...mail, ...fault })
    expect(delivery.outcome).toBe('failed')
    expect(server.seen.connections).toBe(0)
  })
})
