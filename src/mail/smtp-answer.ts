import { z } from 'zod'
import { particular } from './rules/particular.ts'
import type { Delivery, Mail } from './transport.ts'

/** What the library says of a failed try (nodemailer's error codes). */
const Fault = z.object({
  code: z.string().optional(),
  message: z.string(),
  response: z.string().optional(),
  responseCode: z.number().optional(),
})

/**
 * Reads the outcome of a failed try. Only a 5yz reply to the envelope or the message condemns the mail (RFC 5321
 * section 4.2.1); credentials, encryption and connection are faults of the way, which somebody will mend.
 */
export function deliveryOfFault(fault: unknown, mail: Mail): Delivery {
  const read = Fault.safeParse(fault)
  if (!read.success) return { outcome: 'later', answer: 'The mail could not be handed over.' }
  const { code, message, response, responseCode = 0 } = read.data
  const aboutTheMail = code === 'EENVELOPE' || code === 'EMESSAGE'
  const outcome = aboutTheMail && responseCode >= 500 && responseCode !== 503 ? 'failed' : 'later'
  const words = answerOf(response ?? message, mail)
  if (aboutTheMail) return { outcome, answer: words }
  return { outcome, answer: `${meaningOf(code, message)} (${words})` }
}

/** Why no mail can be handed over at all. */
export function faultOfWay(fault: unknown): string {
  const read = Fault.safeParse(fault)
  if (!read.success) return 'The mail server can not be used.'
  const { code, message, response } = read.data
  return `${meaningOf(code, message)} (${particular(response ?? message)})`
}

/** The server's words as one line, without the code they might repeat: a filter may quote what it refuses. */
export function answerOf(response: string, mail: Mail): string {
  const codes = mail.text.match(/\d{6,}/g) ?? []
  return particular(codes.reduce((words, code) => words.replaceAll(code, '…'), response))
}

function meaningOf(code: string | undefined, message: string): string {
  if (code === 'ETLS' || /certificate|TLS|SSL/i.test(message)) {
    return 'The mail server offers no encryption that can be trusted; nothing was sent.'
  }
  if (code === 'EAUTH') return 'The mail server refused our credentials.'
  if (code === 'ETIMEDOUT' || code === 'EABORT') return 'The mail server did not answer in time.'
  return 'The mail server can not be reached.'
}
