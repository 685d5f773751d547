import type { Instant } from '../kernel/instant.ts'

export interface Mail {
  /** Without angle brackets. The same for every try of one mail, so that a receiver can drop a second copy. */
  readonly messageId: string
  readonly from: string
  /** Of the envelope: where word comes back to if it can't be delivered after all. */
  readonly sender: string
  /** Exactly one address. */
  readonly to: string
  readonly subject: string
  /** text/plain */
  readonly text: string
  /** On the wire clock. */
  readonly date: Instant
}

/**
 * What came of one try. `answer` is one line for a person: the mail system's own words where it spoke, never a code or
 * a password.
 * - `sent`: the mail system took it; what it does then is not known here.
 * - `later`: nothing is wrong with the mail: 4xx, no connection, no time, no trusted encryption, credentials refused.
 * - `failed`: trying again gets the same answer: 5xx, not an address.
 */
export interface Delivery {
  readonly outcome: 'sent' | 'later' | 'failed'
  readonly answer: string
}

/** The longest a transport may take to answer; whoever claims a mail must hold it for longer. */
export const LONGEST_SEND_SECONDS = 20

/** Port: the way out. Answers within LONGEST_SEND_SECONDS and never throws. */
export interface MailTransport {
  send(mail: Mail): Promise<Delivery>
}
