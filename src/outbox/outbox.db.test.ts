import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import type { AccountId, Epoch, PersonId, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { systemRandomness } from '../kernel/system.ts'
import type { LetterKind } from '../mail/letters.ts'
import type { Delivery, Mail } from '../mail/transport.ts'
import { sealingKeys } from '../sealing/keys.ts'
import { makeSealer } from '../sealing/seal.ts'
import { claimMail } from './claim-mail.ts'
import { deliverDueMail, type Outbox } from './deliver-due-mail.ts'
import { deliveryStatus } from './delivery-status.ts'
import { type QueuedMail, queueMail } from './queue-mail.ts'
import { recordFate } from './store.ts'

const epoch = 'primary-1' as Epoch
const start = Temporal.Instant.from('2023-06-10T18:05+08:00')
const wireNow = Temporal.Instant.from('2026-11-22T04:00:00Z')
const sealer = makeSealer(sealingKeys([{ id: 1, secret: new Uint8Array(32).fill(7) }]), systemRandomness)
const accountId = systemRandomness.uuid() as AccountId

let db: TestDatabase
let now: Instant
let sent: Mail[]

beforeAll(async () => {
  db = await testDatabase()
  const person = systemRandomness.uuid() as PersonId
  await db.database.write({ as: 'operations' }, async (tx) => {
    await tx
      .insertInto('person')
      .values({ id: person, display_name: 'Chan Mei Tai', language: 'en', created_at: start })
      .execute()
    await tx
      .insertInto('account')
      .values({
        id: accountId,
        person_id: person,
        user_id: 'ALPHA042' as UserId,
        status: 'active',
        created_at: start,
      })
      .execute()
  })
})
afterAll(() => db.drop())
beforeEach(async () => {
  now = start
  sent = []
  await db.database.write({ as: 'operations' }, (tx) => tx.deleteFrom('outbox_mail').execute())
})

const taken: Delivery = { outcome: 'sent', answer: '250 OK' }
const greylisted: Delivery = { outcome: 'later', answer: '451 greylisted' }
const refused: Delivery = { outcome: 'failed', answer: '550 no such user' }

/** A worker whose mail server answers as `answer` says. */
function worker(answer: (mail: Mail) => Promise<Delivery> = async () => taken): Outbox {
  const send = (mail: Mail) => {
    sent.push(mail)
    return answer(mail)
  }
  const clocks = { programme: { now: () => now }, wire: { now: () => wireNow } }
  return {
    database: db.database,
    sealer,
    transport: { send },
    clocks,
    epoch,
    from: 'no-reply@sallyport.example',
  }
}

async function queue(changes: Partial<QueuedMail> = {}): Promise<string> {
  const id = systemRandomness.uuid()
  const mail: QueuedMail = {
    id,
    epoch,
    accountId,
    kind: 'initiation-code',
    to: 'mei.tai@firm.example',
    subject: 'CCMS: code for the initiation of 2FA',
    text: 'Your code is 12345678',
    at: now,
    notAfter: now.add({ minutes: 10 }),
    deliver: true,
    ...changes,
  }
  await db.database.write({ as: 'sign-in' }, (tx) => queueMail(tx, sealer, mail))
  return id
}

const status = (kind: LetterKind = 'initiation-code') =>
  db.database.read({ as: 'operations' }, (read) => deliveryStatus(read, accountId, kind))
const rows = () =>
  db.database.read({ as: 'operations' }, (read) => read.selectFrom('outbox_mail').selectAll().execute())
const later = (seconds: number) => {
  now = start.add({ seconds })
}

describe('a queued mail', () => {
  it('is sent as it was queued, once, under its own Message-ID and dated by the wire clock', async () => {
    const id = await queue()
    expect(await deliverDueMail(worker(), 20)).toBe(1)
    expect(await deliverDueMail(worker(), 20)).toBe(0)
    expect(sent).toEqual([
      {
        messageId: `${id}@sallyport.example`,
        from: 'no-reply@sallyport.example',
        sender: 'no-reply@sallyport.example',
        to: 'mei.tai@firm.example',
        subject: 'CCMS: code for the initiation of 2FA',
        text: 'Your code is 12345678',
        date: wireNow,
      },
    ])
  })

  it('is not written where nobody is to get it', async () => {
    await queue({ deliver: false })
    expect(await rows()).toEqual([])
  })

  it('of another epoch is never touched: a branch can not send the mail of its origin again', async () => {
    await queue({ epoch: 'secondary-1' as Epoch })
    later(590)
    expect(await deliverDueMail(worker(), 20)).toBe(0)
    expect(await rows()).toMatchObject([{ state: 'queued', tries: 0 }])
  })

  it('does not go out once its code has expired', async () => {
    await queue()
    later(600)
    await deliverDueMail(worker(), 20)
    expect(sent).toEqual([])
    expect(await status()).toEqual({ state: 'lapsed', answer: 'It was too late to send it.' })
  })

  it('is not sent with the content of another row', async () => {
    await queue()
    await queue({ to: 'thief@example.org' })
    await db.database.write({ as: 'operations' }, async (tx) => {
      const [one, two] = await tx.selectFrom('outbox_mail').select(['id', 'sealed']).execute()
      if (one === undefined || two === undefined) return expect.unreachable()
      await tx.updateTable('outbox_mail').set({ sealed: two.sealed }).where('id', '=', one.id).execute()
      return tx.updateTable('outbox_mail').set({ sealed: one.sealed }).where('id', '=', two.id).execute()
    })
    await deliverDueMail(worker(), 20)
    expect(sent).toEqual([])
    expect(await status()).toEqual({
      state: 'refused',
      answer: 'The stored mail does not open: its seal is broken.',
    })
  })
})

describe('workers side by side', () => {
  it('send each of 200 mails exactly once', async () => {
    await Promise.all(Array.from({ length: 200 }, (_, n) => queue({ to: `user${n}@firm.example` })))
    const untilEmpty = async () => {
      while ((await deliverDueMail(worker(), 7)) > 0);
    }
    await Promise.all(Array.from({ length: 6 }, untilEmpty))
    expect(sent.length).toBe(200)
    expect(new Set(sent.map(({ to }) => to)).size).toBe(200)
    expect(new Set((await rows()).map(({ state, tries }) => `${state} ${tries}`))).toEqual(
      new Set(['sent 1']),
    )
  })

  it('never claim more than they asked for', async () => {
    await Promise.all(Array.from({ length: 10 }, () => queue()))
    expect(await deliverDueMail(worker(), 4)).toBe(4)
    expect(sent.length).toBe(4)
  })
})

const claim = () =>
  db.database.write({ as: 'operations' }, (tx) =>
    claimMail(tx, sealer, null, {
      ...{ epoch, lane: 'prompt', at: now },
      ...{ until: now.add({ seconds: 60 }), atMost: 20 },
    }),
  )

describe('bulk mail', () => {
  it('holds up no passcode, however much of it was queued before: each lane takes its own', async () => {
    await Promise.all(Array.from({ length: 60 }, () => queue({ bulk: true, to: 'many@firm.example' })))
    await queue({ to: 'waits@firm.example' })
    expect(await deliverDueMail(worker(), 20, 'prompt')).toBe(1)
    expect(sent.map(({ to }) => to)).toEqual(['waits@firm.example'])
    expect(await deliverDueMail(worker(), 20, 'bulk')).toBe(20)
    expect(new Set(sent.slice(1).map(({ to }) => to))).toEqual(new Set(['many@firm.example']))
  })
})

describe('a claim whose worker died', () => {
  it('holds for 60 seconds, then the mail goes out', async () => {
    await queue()
    expect((await claim()).length).toBe(1)
    later(59)
    expect(await deliverDueMail(worker(), 20)).toBe(0)
    later(60)
    expect(await deliverDueMail(worker(), 20)).toBe(1)
    expect(sent.length).toBe(1)
    expect(await rows()).toMatchObject([{ state: 'sent', tries: 2 }])
  })

  it('run out under a worker that lives: its “later” changes nothing, its “sent” counts', async () => {
    await queue()
    const [slow] = await claim()
    if (slow === undefined) return expect.unreachable()
    later(61)
    await claim()
    const record = (fate: { state: 'sent' } | { state: 'failed' }) =>
      db.database.write({ as: 'operations' }, (tx) => recordFate(tx, slow, { fate, at: now, answer: 'late' }))
    await record({ state: 'failed' })
    expect(await rows()).toMatchObject([
      { state: 'queued', tries: 2, claimed_until: now.add({ seconds: 60 }) },
    ])
    await record({ state: 'sent' })
    expect(await rows()).toMatchObject([{ state: 'sent' }])
  })
})

describe('a mail server that', () => {
  it('answers 4xx is asked again after 5 seconds and after 15 more, and the person sees that it waits', async () => {
    await queue()
    const greylist = worker(async () => greylisted)
    const due = [0, 4, 5, 19, 20, 64, 65]
    const tries = []
    for (const second of due) {
      later(second)
      await deliverDueMail(greylist, 20)
      tries.push(sent.length)
    }
    expect(tries).toEqual([1, 1, 2, 2, 3, 3, 4])
    expect(await status()).toEqual({ state: 'waiting', since: start, answer: '451 greylisted' })
    later(185)
    await deliverDueMail(worker(), 20)
    expect(await status()).toEqual({ state: 'sent', at: now })
  })

  it('answers 5xx is not asked again, and the person sees its words', async () => {
    await queue()
    await deliverDueMail(
      worker(async () => refused),
      20,
    )
    later(500)
    await deliverDueMail(worker(), 20)
    expect(sent.length).toBe(1)
    expect(await status()).toEqual({ state: 'refused', answer: '550 no such user' })
  })

  it('stalls holds no transaction: the row is free, and further mail is queued', async () => {
    const id = await queue()
    const stalled = Promise.withResolvers<Delivery>()
    const reached = Promise.withResolvers<void>()
    const delivering = deliverDueMail(
      worker(() => {
        reached.resolve()
        return stalled.promise
      }),
      20,
    )
    await reached.promise
    await db.database.write({ as: 'operations' }, (tx) =>
      tx
        .selectFrom('outbox_mail')
        .select('id')
        .where('id', '=', id)
        .forUpdate()
        .noWait()
        .executeTakeFirstOrThrow(),
    )
    await queue({ kind: 'logon-code' })
    expect(await status('logon-code')).toMatchObject({ state: 'waiting' })
    stalled.resolve(taken)
    await delivering
    expect(await status()).toMatchObject({ state: 'sent' })
  })
})

describe('the delivery status', () => {
  it('is that of the latest mail of its kind, and nothing where there was none', async () => {
    expect(await status()).toBeUndefined()
    await queue()
    await deliverDueMail(worker(), 20)
    later(30)
    await queue()
    expect(await status()).toEqual({ state: 'waiting', since: now, answer: null })
    expect(await status('logon-code')).toBeUndefined()
  })
})
