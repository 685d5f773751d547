import { getCACertificates } from 'node:tls'
import { createTransport } from 'nodemailer'
import { unfitToSend } from './rules/fit-to-send.ts'
import { mailDate } from './rules/mail-date.ts'
import { answerOf, deliveryOfFault, faultOfWay } from './smtp-answer.ts'
import type { SmtpServer } from './smtp-url.ts'
import { LONGEST_SEND_SECONDS, type Mail, type MailTransport } from './transport.ts'

export interface SmtpTransport extends MailTransport {
  /** Ends idle connections at once; a mail on its way is finished first. */
  close(): void
  /** Connects, encrypts and logs in as for a mail, and sends none. What is wrong, in a sentence; undefined if nothing is. */
  probe(): Promise<string | undefined>
}

/** Seconds to wait for each step of the conversation, and for the whole of it, a place in the pool included. */
interface SmtpPatience {
  readonly step: number
  readonly whole: number
}

const PATIENCE: SmtpPatience = { step: 5, whole: LONGEST_SEND_SECONDS }
const CONNECTIONS = 5
const IDLE_MILLISECONDS = 30_000

/**
 * SMTP by nodemailer. Nothing, credentials included, leaves before TLS stands and the certificate is verified for this
 * host (RFC 8314 section 4.1; security.md, attack 64). `ca` (PEM) names the only authorities to believe; without it
 * Node's own list and the machine's.
 */
export function smtpTransport(
  server: SmtpServer,
  trust: { readonly ca?: string } = {},
  patience = PATIENCE,
): SmtpTransport {
  const transporter = createTransport(poolOptions(server, trust.ca, patience.step * 1000))
  return {
    send: async (mail) => {
      const unfit = unfitToSend(mail)
      if (unfit !== undefined) return { outcome: 'failed', answer: unfit }
      try {
        const signal = AbortSignal.timeout(patience.whole * 1000)
        const { response } = await transporter.sendMail({ ...messageOf(mail), signal })
        return { outcome: 'sent', answer: answerOf(response, mail) }
      } catch (fault) {
        return deliveryOfFault(fault, mail)
      }
    },
    close: () => transporter.close(),
    probe: async () => {
      try {
        await transporter.verify()
        return undefined
      } catch (fault) {
        return faultOfWay(fault)
      }
    },
  }
}

function poolOptions(server: SmtpServer, ca: string | undefined, stepMilliseconds: number) {
  return {
    pool: true,
    maxConnections: CONNECTIONS,
    // Trying again is the outbox's: the library would send a second copy of a mail whose last answer got lost.
    maxRequeues: 0,
    idleTimeout: IDLE_MILLISECONDS,
    host: server.host,
    port: server.port,
    secure: server.encryption === 'implicit',
    // Fails where STARTTLS was stripped from the offer.
    requireTLS: true,
    auth: { user: server.user, pass: server.password },
    // Also where the server does not offer AUTH: a mail never leaves unauthenticated.
    forceAuth: true,
    tls: { ca: authorities(ca), minVersion: 'TLSv1.2' },
    dnsTimeout: stepMilliseconds,
    connectionTimeout: stepMilliseconds,
    greetingTimeout: stepMilliseconds,
    socketTimeout: stepMilliseconds,
    socketCloseTimeout: 0,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as const
}

function authorities(ca: string | undefined): string[] {
  return ca === undefined ? [...getCACertificates('default'), ...getCACertificates('system')] : [ca]
}

/** The envelope is given apart, so that the library reads no list out of a header. */
function messageOf(mail: Mail) {
  return {
    envelope: { from: mail.sender, to: [mail.to] },
    from: { name: '', address: mail.from },
    to: { name: '', address: mail.to },
    subject: mail.subject,
    text: mail.text,
    date: mailDate(mail.date),
    messageId: `<${mail.messageId}>`,
    // RFC 3834 section 5: no out-of-office reply to this.
    headers: { 'Auto-Submitted': 'auto-generated' },
  }
}
