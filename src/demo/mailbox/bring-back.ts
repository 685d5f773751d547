import { createTransport } from 'nodemailer'

/** Where reports go: the listener of the program that sent the mail. */
export interface WayBack {
  readonly port: number
  /** PEM */
  readonly ca: string
}

/** So that a demo shows what comes back later: whoever was called so has left, and his mailbox is closed. */
const GONE = /^gone[.@]/i

/** Whether a mail that was taken comes back afterwards. */
export function comesBack(address: string): boolean {
  return GONE.test(address)
}

/** Brings the report of a mail that could not be delivered after all to the sender of its envelope (RFC 3464). */
export async function bringBack({ port, ca }: WayBack, sender: string, recipient: string): Promise<void> {
  const carrier = createTransport({ host: '127.0.0.1', port, requireTLS: true, tls: { ca } })
  try {
    await carrier.sendMail({ envelope: { from: '', to: [sender] }, raw: reportOn(recipient) })
  } finally {
    carrier.close()
  }
}

function reportOn(recipient: string): string {
  return [
    'From: MAILER-DAEMON@localhost',
    'Subject: Undelivered Mail Returned to Sender',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="part"',
    '',
    '--part',
    'Content-Type: text/plain',
    '',
    `The mailbox of ${recipient} is closed.`,
    '--part',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; localhost',
    '',
    `Final-Recipient: rfc822; ${recipient}`,
    'Action: failed',
    'Status: 5.2.1',
    'Diagnostic-Code: smtp; 550 5.2.1 The mailbox is closed',
    '--part--',
    '',
  ].join('\r\n')
}
