import type { Branded } from '../../kernel/ids.ts'

/** Exactly one mailbox, `local@domain`, safe in a header and in an SMTP envelope. */
export type MailAddress = Branded<string, 'MailAddress'>

const LOCAL = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}$/
const DOMAIN =
  /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i

/**
 * RFC 5321 sections 4.1.2 and 4.5.3.1, less the quoted local part. Printable ASCII only: an address is never folded, so
 * a look-alike letter or domain is another address, and here none at all (security.md, attack 65). No name, no list.
 */
export function parseMailAddress(text: string): MailAddress | undefined {
  const at = text.lastIndexOf('@')
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)]
  const one = at > 0 && text.length <= 254 && LOCAL.test(local) && DOMAIN.test(domain)
  return one ? (text as MailAddress) : undefined
}
