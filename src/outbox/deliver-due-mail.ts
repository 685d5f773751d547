import type { Database } from '../db/transaction.ts'
import type { Clocks } from '../kernel/clock.ts'
import type { Epoch } from '../kernel/ids.ts'
import { isBefore } from '../kernel/instant.ts'
import { type Delivery, LONGEST_SEND_SECONDS, type MailTransport } from '../mail/transport.ts'
import type { Sealer } from '../sealing/seal.ts'
import { bounceAddress } from './bounce-address.ts'
import { claimMail } from './claim-mail.ts'
import { openContent } from './mail-content.ts'
import type { Pace } from './rules/pace.ts'
import { type Fate, fateAfter } from './rules/retry.ts'
import { type ClaimedMail, type Lane, recordFate } from './store.ts'

export interface Outbox {
  readonly database: Database
  readonly sealer: Sealer
  readonly transport: MailTransport
  readonly clocks: Clocks
  readonly epoch: Epoch
  /** The sender, one plain address; its domain is that of the Message-IDs too. */
  readonly from: string
  /** What envelope senders are made of, so that a mail can come back; left out: `from` is the sender of the envelope too. */
  readonly bouncesTo?: string | undefined
  /** Left out: each domain gets mail as fast as it is written. */
  readonly pace?: Pace | undefined
  /** Told of each try once its outcome is recorded: for logs and metrics. */
  readonly tried?: (tried: MailTried) => void
}

export interface MailTried {
  readonly id: string
  readonly tries: number
  readonly outcome: Delivery['outcome']
  readonly state: Fate['state']
  /** The mail system's words, or ours. May name the receiver: not for a log as it is. */
  readonly answer: string
}

/** Thrice the longest a transport may take: a claim does not run out under a worker that lives. */
const CLAIM_SECONDS = 3 * LONGEST_SEND_SECONDS

/**
 * Claims at most `atMost` due mails of one lane in one short transaction, sends them side by side outside any, and records each
 * outcome as it comes. Returns how many it claimed. A worker that dies on the way leaves its claims to run out.
 */
export async function deliverDueMail(outbox: Outbox, atMost: number, lane: Lane = 'prompt'): Promise<number> {
  const at = outbox.clocks.programme.now()
  const until = at.add({ seconds: CLAIM_SECONDS })
  const claimed = await outbox.database.write({ as: 'operations' }, (tx) =>
    claimMail(tx, outbox.sealer, outbox.pace ?? null, { epoch: outbox.epoch, lane, at, until, atMost }),
  )
  const settled = await Promise.allSettled(claimed.map((mail) => deliver(outbox, mail)))
  const faults = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
  if (faults.length > 0) throw new AggregateError(faults, 'outcomes of mails could not be recorded')
  return claimed.length
}

async function deliver(outbox: Outbox, mail: ClaimedMail): Promise<void> {
  const { database, clocks } = outbox
  const useful = isBefore(clocks.programme.now(), mail.notAfter)
  const { outcome, answer } = useful ? await send(outbox, mail) : TOO_LATE
  const at = clocks.programme.now()
  const fate = fateAfter({ outcome, tries: mail.tries, at }, mail.notAfter)
  await database.write({ as: 'operations' }, (tx) => recordFate(tx, mail, { fate, at, answer }))
  outbox.tried?.({ id: mail.id, tries: mail.tries, outcome, state: fate.state, answer })
}

/** `later` at or past `notAfter` is `lapsed`. */
const TOO_LATE: Delivery = { outcome: 'later', answer: 'It was too late to send it.' }

async function send(outbox: Outbox, mail: ClaimedMail): Promise<Delivery> {
  const { sealer, transport, clocks, from, bouncesTo } = outbox
  const content = openContent(sealer, mail.id, mail.sealed)
  if (!content.ok) return { outcome: 'failed', answer: 'The stored mail does not open: its seal is broken.' }
  const messageId = `${mail.id}@${from.slice(from.lastIndexOf('@') + 1)}`
  const sender = bouncesTo === undefined ? from : bounceAddress(sealer, bouncesTo, mail.id)
  return transport.send({ ...content.value, messageId, from, sender, date: clocks.wire.now() })
}
