import { once } from 'node:events'
import { request } from 'node:http'
import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { systemRandomness } from '../../kernel/system.ts'
import { type SmtpTransport, smtpTransport } from '../../mail/smtp-transport.ts'
import { readSmtpUrl } from '../../mail/smtp-url.ts'
import type { Mail } from '../../mail/transport.ts'
import { type Certificates, makeCertificates } from '../certificates.ts'
import { type Mailbox, startMailbox } from './start-mailbox.ts'

const demoNow = Temporal.Instant.from('2023-06-10T18:05:07+08:00')
const wireNow = Temporal.Instant.from('2026-11-22T04:00:00Z')
const users = { user: 'sallyport', pass: 'p@ss:word' }
const secret = 'JBSWY3DPEHPK3PXP'

let certificates: Certificates
let mailbox: Mailbox
let transport: SmtpTransport
const cameBack: { readonly sender: string; readonly recipient: string }[] = []

beforeAll(async () => {
  certificates = await makeCertificates({
    now: wireNow,
    randomness: systemRandomness,
    hostnames: ['localhost', '127.0.0.1'],
  })
  mailbox = await startMailbox({
    clocks: { programme: { now: () => demoNow }, wire: { now: () => wireNow } },
    zone: 'Asia/Hong_Kong',
    httpPort: 0,
    smtpPort: 0,
    authenticatorKeys: () => [
      { label: 'ALPHA042', secret },
      { label: 'BRAVO007', secret },
    ],
    tls: { key: certificates.keyPem, cert: certificates.certPem },
    users,
    comesBack: (sender, recipient) => void cameBack.push({ sender, recipient }),
  })
  transport = transportTo(mailbox.smtpUrl)
})
afterAll(async () => {
  transport.close()
  await mailbox.stop()
})
afterEach(() => mailbox.clear())

function transportTo(url: string): SmtpTransport {
  const server = readSmtpUrl(url)
  if (!server.ok) return expect.unreachable(server.refusal)
  return smtpTransport(server.value, { ca: certificates.caPem })
}

function mail(changes: Partial<Mail>): Mail {
  return {
    messageId: `${systemRandomness.uuid()}@sallyport.example`,
    from: 'no-reply@sallyport.example',
    sender: 'bounces+c0ffee@sallyport.example',
    to: 'mei.tai@firm.example',
    subject: 'CCMS: 啟動雙重認證的驗證碼',
    text: '致：C.M.T.\n\n    12345678\n\n<b>no markup</b>',
    date: wireNow,
    ...changes,
  }
}

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${mailbox.httpUrl}${path}`, { headers })
const messages = async (query = '') => (await get(`/api/messages${query}`)).json()

describe('the demo mailbox', () => {
  it('takes what is sent to somebody who has left, and brings it back to the sender of its envelope', async () => {
    await transport.send(mail({}))
    expect(cameBack).toEqual([])
    const taken = await transport.send(mail({ to: 'gone.mei.tai@firm.example' }))
    expect(taken.outcome).toBe('sent')
    expect(cameBack).toEqual([{ sender: mail({}).sender, recipient: 'gone.mei.tai@firm.example' }])
  })

  it('keeps what the program sends, newest first, at the time of the demo clock', async () => {
    await transport.send(mail({}))
    await transport.send(mail({ to: 'second@firm.example', subject: 'Second', text: 'two' }))
    const at = '2023-06-10T18:05:07.000+08:00'
    expect(await messages()).toEqual([
      { at, to: 'second@firm.example', subject: 'Second', text: 'two' },
      { at, to: 'mei.tai@firm.example', subject: mail({}).subject, text: mail({}).text },
    ])
    expect(await messages()).toEqual(mailbox.messages())
  })

  it('refuses for good what goes to nobody, as a server does with a mistyped address, and keeps nothing of it', async () => {
    const sent = await transport.send(mail({ to: 'nobody@firm.example' }))
    expect(sent).toMatchObject({ outcome: 'failed', answer: expect.stringContaining('5.1.1') })
    expect(await messages()).toEqual([])
  })

  it('takes no mail without the right password', async () => {
    const wrong = transportTo(mailbox.smtpUrl.replace(/:[^:@]+@/, ':wrong@'))
    expect(await wrong.send(mail({}))).toMatchObject({ outcome: 'later' })
    wrong.close()
    expect(await messages()).toEqual([])
  })

  it('takes neither password nor mail over a line without TLS', async () => {
    const socket = connect(Number(new URL(mailbox.smtpUrl).port), '127.0.0.1')
    const said: string[] = []
    for await (const reply of socket.setEncoding('utf8')) {
      const next = ['EHLO x', 'AUTH PLAIN AGEAYg==', 'MAIL FROM:<a@b.example>', 'QUIT'][
        said.push(reply.slice(0, 3)) - 1
      ]
      if (next !== undefined) socket.write(`${next}\r\n`)
    }
    expect(said).toEqual(['220', '250', '538', '530', '221'])
  })

  it('shows mail as text, never as markup, and finds it by recipient', async () => {
    await transport.send(mail({}))
    const page = await (await get('/?to=MEI')).text()
    expect(page).toContain('1 mail to “MEI”')
    expect(page).toContain('<strong class="mb-code">12345678</strong>')
    expect(page).toContain('&lt;b&gt;no markup&lt;/b&gt;')
    expect(await messages('?to=nobody')).toEqual([])
    const none = await (await get('/?to=%22%3E%3Cscript%3E')).text()
    expect(none).toContain('No mail to such an address')
    expect(none).not.toContain('"><script>')
  })

  it('says what to do while it is empty', async () => {
    expect(await (await get('/')).text()).toContain('No mail yet. Ask for a code')
  })

  it('answers its own names only, under a strict policy, and gives no other site leave to read', async () => {
    const asked = request(`${mailbox.httpUrl}/api/messages`, { headers: { host: 'evil.example' } }).end()
    const [answer] = await once(asked, 'response')
    expect(answer.resume().statusCode).toBe(421)
    const { headers } = await get('/', { origin: 'https://evil.example' })
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'.*script-src 'self'/)
    expect(headers.get('access-control-allow-origin')).toBeNull()
  })

  it('names nothing on another host, and serves every file its pages name', async () => {
    for (const path of ['/', '/authenticator']) {
      const page = await (await get(path)).text()
      const named = [...page.matchAll(/(?:href|src|action)="([^"]+)"/g)].map(([, to = '']) => to)
      expect(named.filter((to) => !/^[/#](?!\/)/.test(to))).toEqual([])
      for (const file of named.filter((to) => to.startsWith('/assets/')))
        expect((await get(file)).status).toBe(200)
    }
  })
})

describe('the demo authenticator', () => {
  const codesFor = async (typed: string): Promise<readonly { label: string; code: string }[]> => {
    const answer = await get(`/authenticator/api/codes?find=${typed}`)
    return (await answer.json()) as { label: string; code: string }[]
  }
  const add = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${mailbox.httpUrl}/authenticator`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers,
      redirect: 'manual',
    })

  it('shows each account with its code at the time of the demo clock, and finds it by User ID', async () => {
    const codes = await codesFor('alpha')
    expect(codes).toEqual([
      {
        label: 'ALPHA042',
        code: expect.stringMatching(/^\d{6}$/),
        next: expect.stringMatching(/^\d{6}$/),
        secondsLeft: 23,
      },
    ])
    const page = await (await get('/authenticator?find=alpha')).text()
    expect(page).toContain(codes[0]?.code)
    expect(page).toContain('Demo clock: 18:05:07, Saturday 10 June 2023. New codes in 23 seconds.')
    expect(page).not.toContain('BRAVO007')
  })

  it('takes a typed key in lower case and with blanks, shows it first, and keeps one key for a name', async () => {
    const added = await add({ account: 'My phone', key: 'jbsw y3dp ehpk 3pxp' })
    expect([added.status, added.headers.get('location')]).toEqual([303, '/authenticator?find=My%20phone'])
    await add({ account: 'My phone', key: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' })
    const codes = await codesFor('')
    expect(codes.map(({ label }) => label)).toEqual(['My phone', 'ALPHA042', 'BRAVO007'])
    expect(codes[0]?.code).not.toBe(codes[1]?.code)
  })

  it('says what is wrong with a key, keeps what was typed, and adds nothing', async () => {
    const refused = await add({ account: '', key: 'not base32!' })
    const page = await refused.text()
    expect(refused.status).toBe(422)
    expect(page).toContain('Enter a name for the account')
    expect(page).toContain('The key may hold the letters A to Z and the digits 2 to 7 only')
    expect(page).toContain('value="not base32!"')
    expect(await codesFor('not')).toEqual([])
  })

  it('takes no form from a page elsewhere', async () => {
    expect((await add({ account: 'a', key: secret }, { origin: 'https://evil.example' })).status).toBe(403)
  })
})
