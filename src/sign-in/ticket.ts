import { sha256 } from '../kernel/digest.ts'
import type { AttemptId } from '../kernel/ids.ts'
import type { Randomness } from '../kernel/randomness.ts'

/** Binds an attempt to the browser that began it: the attempt's id and 256 bits that only that browser holds. */
export interface Ticket {
  readonly attemptId: AttemptId
  readonly secret: string
}

const SHAPE = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})_([A-Za-z0-9_-]{43})$/

export function newTicket(randomness: Randomness, attemptId: AttemptId): Ticket {
  return { attemptId, secret: Buffer.from(randomness.bytes(32)).toString('base64url') }
}

export function writeTicket(ticket: Ticket): string {
  return `${ticket.attemptId}_${ticket.secret}`
}

/** Undefined for anything that is not a ticket; it is then as if there were none. */
export function parseTicket(text: string | undefined): Ticket | undefined {
  const parts = SHAPE.exec(text ?? '')
  return parts === null ? undefined : { attemptId: parts[1] as AttemptId, secret: parts[2] ?? '' }
}

export function ticketDigest(ticket: Ticket): Buffer {
  return sha256(ticket.secret)
}
