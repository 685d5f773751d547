import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { makeCertificates } from '../demo/certificates.ts'
import type { AccountId, Epoch, PersonId, UserId } from '../kernel/ids.ts'
import { systemClock, systemRandomness } from '../kernel/system.ts'
import type { Mail } from '../mail/transport.ts'
import { sealingKeys } from '../sealing/keys.ts'
import { makeSealer } from '../sealing/seal.ts'
import { deliverDueMail } from './deliver-due-mail.ts'
import { deliveryStatus } from './delivery-status.ts'
import { queueMail } from './queue-mail.ts'
import { type BounceListener, receiveBounces } from './receive-bounces.ts'

const epoch = 'primary-1' as Epoch
const start = Temporal.Instant.from('2023-06-10T18:05+08:00')
const bounced = start.add({ minutes: 40 })
const sealer = makeSealer(sealingKeys([{ id: 1, secret: new Uint8Array(32).fill(7) }]), systemRandomness)
const accountId = systemRandomness.uuid() as AccountId
const AT = 'bounces@mail.example'
const FROM = 'no-reply@sallyport.example'

let db: TestDatabase
let listener: BounceListener
let faults: unknown[]

beforeAll(async () => {
  db = await testDatabase()
  const person = systemRandomness.uuid() as PersonId
  await db.database.write({ as: 'operations' }, async (tx) => {
    await tx
      .insertInto('person')
      .values({ id: person, display_name: 'Chan Mei Tai', language: 'en', created_at: start })
      .execute()
    const account = { id: accountId, person_id: person, user_id: 'ALPHA042' as UserId, created_at: start }
    await tx
      .insertInto('account')
      .values({ ...account, status: 'active' })
      .execute()
  })
  const { keyPem, certPem } = await makeCertificates({
    now: systemClock.now(),
    randomness: systemRandomness,
    hostnames: ['localhost', '127.0.0.1'],
  })
  listener = await receiveBounces(
    {
      ...{ database: db.database, sealer, at: AT, clock: { now: () => bounced } },
      audit: () => ({ epoch, randomness: systemRandomness }),
      report: (fault) => faults.push(fault),
    },
    { host: '127.0.0.1', port: 0, tls: { key: keyPem, cert: certPem } },
  )
})
afterAll(async () => {
  await listener.stop()
  await db.drop()
})
beforeEach(async () => {
  faults = []
  await db.database.write({ as: 'operations' }, (tx) => tx.deleteFrom('outbox_mail').execute())
})

/** Queues a mail, has a server take it, and answers with what the server was given. */
async function sent(): Promise<Mail> {
  const id = systemRandomness.uuid()
  await db.database.write({ as: 'operations' }, (tx) =>
    queueMail(tx, sealer, {
      ...{
        id,
        epoch,
        accountId,
        kind: 'address-test',
        to: 'mei.tai@firm.example',
        subject: 'A test',
        text: '–',
      },
      ...{ at: start, notAfter: start.add({ hours: 24 }), deliver: true },
    }),
  )
  const taken: Mail[] = []
  await deliverDueMail(
    {
      ...{ database: db.database, sealer, epoch, from: FROM, bouncesTo: AT },
      clocks: { programme: { now: () => start }, wire: systemClock },
      transport: {
        send: async (mail) => {
          taken.push(mail)
          return { outcome: 'sent', answer: '250 OK' }
        },
      },
    },
    1,
  )
  return taken[0] ?? expect.unreachable()
}

interface Report {
  readonly from?: string
  readonly action?: string
  readonly diagnostic?: string
  readonly type?: string
  readonly size?: number
}

/** A mail server's report, brought over SMTP; the server's last word. */
async function bring(to: string | readonly string[], report: Report = {}): Promise<string> {
  const {
    from = '',
    action = 'failed',
    diagnostic = 'smtp; 550 5.1.1 No such user: 12345678',
    size = 0,
  } = report
  const { type = 'message/delivery-status' } = report
  const carrier = createTransport({
    host: '127.0.0.1',
    port: listener.port,
    tls: { rejectUnauthorized: false },
  })
  const status = `Reporting-MTA: dns; mx.firm.example\r\n\r\nFinal-Recipient: rfc822; mei.tai@firm.example\r\nAction: ${action}\r\nStatus: 5.1.1\r\nDiagnostic-Code: ${diagnostic}\r\n`
  const lines = [
    'From: MAILER-DAEMON@mx.firm.example',
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    '',
    `--b\r\nContent-Type: text/plain\r\n\r\nIt could not be delivered.${' '.repeat(size)}`,
    `--b\r\nContent-Type: ${type}\r\n\r\n${status}`,
    '--b--',
    '',
  ]
  try {
    const envelope = { from, to: [...[to].flat()] }
    const { response } = await carrier.sendMail({ envelope, raw: lines.join('\r\n') })
    return response
  } catch (fault) {
    return (fault as { response?: string }).response ?? String(fault)
  }
}

const status = () =>
  db.database.read({ as: 'operations' }, (read) => deliveryStatus(read, accountId, 'address-test'))
const events = () =>
  db.database.read({ as: 'operations' }, (read) =>
    read
      .selectFrom('audit_event')
      .select(['account_id', 'at', 'facts'])
      .where('kind', '=', 'mail.bounced')
      .execute(),
  )

describe('a mail that comes back later', () => {
  it('leaves under an envelope sender of its own, and its holder sees that it came back, with the server’s words', async () => {
    const mail = await sent()
    expect(mail.from).toBe(FROM)
    expect(mail.sender).toMatch(/^bounces\+[0-9a-f]{52}@mail\.example$/)
    expect(await status()).toMatchObject({ state: 'sent' })
    expect(await bring(mail.sender)).toMatch(/^250/)
    expect(await status()).toEqual({ state: 'bounced', answer: '550 5.1.1 No such user: …' })
    const [event] = await events()
    expect(event).toMatchObject({ account_id: accountId, at: bounced })
    expect(JSON.parse(event?.facts ?? '')).toMatchObject({ letter: 'address-test', status: '5.1.1' })
  })

  it('comes back once: a second report, and one of a mail that is forgotten, are taken and change nothing', async () => {
    const before = (await events()).length
    const mail = await sent()
    await Promise.all([bring(mail.sender), bring(mail.sender), bring(mail.sender)])
    expect((await events()).length).toBe(before + 1)
    await db.database.write({ as: 'operations' }, (tx) => tx.deleteFrom('outbox_mail').execute())
    expect(await bring(mail.sender)).toMatch(/^250/)
    expect((await events()).length).toBe(before + 1)
    expect(faults).toEqual([])
  })

  it('may do so before our own note that it was sent: it stays bounced', async () => {
    const mail = await sent()
    await db.database.write({ as: 'operations' }, (tx) =>
      tx.updateTable('outbox_mail').set({ state: 'queued' }).execute(),
    )
    await bring(mail.sender)
    expect(await status()).toMatchObject({ state: 'bounced' })
  })
})

describe('the listener for reports', () => {
  it('takes none for a mail that is not named by its own token: by its id, another’s token, or the address alone', async () => {
    const mail = await sent()
    const forged = mail.sender.replace(/.(?=@)/, (last) => (last === '0' ? '1' : '0'))
    for (const to of [forged, AT, FROM, `bounces+${mail.messageId}`])
      expect(await bring(to), to).toMatch(/^55\d/)
    expect(await status()).toMatchObject({ state: 'sent' })
  })

  it('takes reports alone: nothing from a named sender, and one recipient each', async () => {
    const mail = await sent()
    expect(await bring(mail.sender, { from: 'somebody@firm.example' })).toMatch(/^550 5\.7\.1/)
    expect(await status()).toMatchObject({ state: 'sent' })
  })

  it.each([
    ['a delay', { action: 'delayed' }],
    ['an answer that is no report', { type: 'text/rfc822-headers' }],
  ])('takes %s, and changes nothing', async (_, report) => {
    const mail = await sent()
    expect(await bring(mail.sender, report)).toMatch(/^250/)
    expect(await status()).toMatchObject({ state: 'sent' })
  })

  it('takes none that is larger than a report', async () => {
    const mail = await sent()
    expect(await bring(mail.sender, { size: 300 * 1024 })).toMatch(/^552/)
    expect(await status()).toMatchObject({ state: 'sent' })
  })
})
