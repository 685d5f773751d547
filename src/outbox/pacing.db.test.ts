import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startFaultyServer } from '../../test/contracts/mail-faulty-server.ts'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import type { Epoch } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { systemClock, systemRandomness } from '../kernel/system.ts'
import { smtpTransport } from '../mail/smtp-transport.ts'
import type { Mail, MailTransport } from '../mail/transport.ts'
import { sealingKeys } from '../sealing/keys.ts'
import { makeSealer } from '../sealing/seal.ts'
import { deliverDueMail, type Outbox } from './deliver-due-mail.ts'
import { queueMail } from './queue-mail.ts'
import { AT_ONCE_SECONDS, type Pace } from './rules/pace.ts'

const epoch = 'primary-1' as Epoch
const start = Temporal.Instant.from('2023-06-12T07:30+08:00')
const sealer = makeSealer(sealingKeys([{ id: 1, secret: new Uint8Array(32).fill(7) }]), systemRandomness)
/** Of somebody who waits: three mails a second, and one to `slow.example`. */
const PACE: Pace = { perSecond: 4, of: new Map([['slow.example', 4 / 3]]) }

let db: TestDatabase
let now: Instant

beforeAll(async () => {
  db = await testDatabase()
})
afterAll(() => db.drop())
beforeEach(async () => {
  now = start
  await db.database.write({ as: 'operations' }, async (tx) => {
    await tx.deleteFrom('outbox_mail').execute()
    await tx.deleteFrom('mail_pace').execute()
  })
})

function worker(transport: MailTransport): Outbox {
  const clocks = { programme: { now: () => now }, wire: systemClock }
  return {
    ...{ database: db.database, sealer, transport, clocks, epoch, pace: PACE },
    from: 'no-reply@sallyport.example',
  }
}

/** A mail server that takes everything. */
function taking(seen: (mail: Mail) => void): MailTransport {
  return {
    send: async (mail) => {
      seen(mail)
      return { outcome: 'sent', answer: '250 OK' }
    },
  }
}

async function queue(addresses: readonly string[], bulk = false): Promise<void> {
  await db.database.write({ as: 'operations' }, async (tx) => {
    for (const [n, to] of addresses.entries()) {
      const at = now.add({ microseconds: n })
      await queueMail(tx, sealer, {
        ...{
          id: systemRandomness.uuid(),
          epoch,
          accountId: null,
          kind: 'logon-code',
          to,
          subject: '–',
          text: '–',
        },
        ...{ at, notAfter: now.add({ hours: 1 }), deliver: true, bulk },
      })
    }
  })
  now = now.add({ milliseconds: 1 })
}

const numbered = (domain: string, many: number) =>
  Array.from({ length: many }, (_, n) => `u${String(n).padStart(3, '0')}@${domain}`)

/** Looks as the loops of so many nodes do: at once, until a turn takes less than it may. */
async function look(outbox: Outbox, nodes = 1, lane: 'prompt' | 'bulk' = 'prompt'): Promise<void> {
  const turn = async () => {
    while ((await deliverDueMail(outbox, 20, lane)) === 20);
  }
  await Promise.all(Array.from({ length: nodes }, turn))
}

describe('mail to one domain', () => {
  it('holds up none of the others, however much of it waits and however slow it is', async () => {
    const sent: string[] = []
    const outbox = worker(taking(({ to }) => sent.push(to)))
    await queue([...numbered('slow.example', 60), ...numbered('firm.example', 5)])
    await look(outbox)
    expect(sent.filter((to) => to.endsWith('@firm.example'))).toEqual(numbered('firm.example', 5))
    expect(sent.filter((to) => to.endsWith('@slow.example'))).toEqual(
      numbered('slow.example', 60).slice(0, 3),
    )
    now = now.add({ seconds: 10 })
    await look(outbox)
    expect(sent.length).toBe(5 + 3 + 3)
  })

  it('leaves bulk mail a quarter of its pace and the rest to what somebody waits for', async () => {
    const sent: string[] = []
    const outbox = worker(taking(({ to }) => sent.push(to)))
    await queue(numbered('firm.example', 40), true)
    await look(outbox, 1, 'bulk')
    expect(sent.length).toBe(AT_ONCE_SECONDS + 1)
    await queue(['waits@firm.example'])
    await look(outbox)
    expect(sent.at(-1)).toBe('waits@firm.example')
  })

  it('keeps its order and its pace, whatever else is sent and however many nodes look', async () => {
    const moment = fc.record({
      after: fc.integer({ min: 0, max: 3_000 }),
      slow: fc.integer({ min: 0, max: 8 }),
      firm: fc.integer({ min: 0, max: 8 }),
      nodes: fc.integer({ min: 1, max: 3 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(moment, { minLength: 1, maxLength: 6 }), async (moments) => {
        await db.database.write({ as: 'operations' }, async (tx) => {
          await tx.deleteFrom('outbox_mail').execute()
          await tx.deleteFrom('mail_pace').execute()
        })
        now = start
        const sent: { readonly to: string; readonly at: Instant }[] = []
        const outbox = worker(taking(({ to }) => sent.push({ to, at: now })))
        let written = 0
        const named = (domain: string, many: number) =>
          Array.from({ length: many }, () => `u${String(written++).padStart(4, '0')}@${domain}`)
        for (const { after, slow, firm, nodes } of moments) {
          now = now.add({ milliseconds: after })
          await queue([...named('slow.example', slow), ...named('firm.example', firm)])
          await look(outbox, nodes)
        }
        for (const [domain, perSecond] of [
          ['slow.example', 1],
          ['firm.example', 3],
        ] as const) {
          const own = sent.filter(({ to }) => to.endsWith(domain))
          for (const [index, { at }] of own.entries()) {
            const window = own.slice(0, index + 1).map((one) => one.at.until(at).total('seconds'))
            for (const [first, seconds] of window.entries())
              expect(index + 1 - first).toBeLessThanOrEqual((seconds + AT_ONCE_SECONDS) * perSecond + 1.01)
          }
          const looks = Map.groupBy(own, ({ at }) => at.toString())
          const inTurn = [...looks.values()].flatMap((one) => one.map(({ to }) => to).sort())
          expect(inTurn).toEqual(inTurn.toSorted())
        }
      }),
      { numRuns: 8 },
    )
  })

  it('goes over SMTP at its pace, to the last one', async () => {
    const server = await startFaultyServer('none')
    const transport = smtpTransport(server.address, { ca: server.caPem })
    const outbox = worker(transport)
    const counts: number[] = []
    try {
      await queue([...numbered('slow.example', 6), ...numbered('firm.example', 10)])
      for (let second = 0; second < 4; second++) {
        await look(outbox)
        counts.push(server.seen.recipients.length)
        now = now.add({ seconds: 1 })
      }
    } finally {
      transport.close()
      await server.stop()
    }
    expect(counts).toEqual([3 + 7, 4 + 10, 5 + 10, 6 + 10])
    expect(new Set(server.seen.recipients.flat()).size).toBe(16)
  })
})
