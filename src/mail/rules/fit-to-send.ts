import { parseMailAddress } from './mail-address.ts'

const MESSAGE_ID = /^[\w.+-]+@[\w.-]+$/

/**
 * Why a mail can't leave at all, or undefined. Recipient and sender are one plain address each, and no header holds a
 * control character, so that nothing in it can begin a header or a recipient of its own (security.md, attack 65).
 */
export function unfitToSend(mail: {
  readonly messageId: string
  readonly from: string
  readonly sender: string
  readonly to: string
  readonly subject: string
}): string | undefined {
  if (parseMailAddress(mail.to) === undefined) return 'The recipient is not one plain mail address.'
  if ([mail.from, mail.sender].some((address) => parseMailAddress(address) === undefined))
    return 'The sender is not one plain mail address.'
  if (/\p{Cc}/u.test(mail.subject)) return 'The subject holds a control character.'
  if (!MESSAGE_ID.test(mail.messageId)) return 'The Message-ID is malformed.'
  return undefined
}
