import { done, type Result, refused } from '../kernel/result.ts'

export interface SmtpServer {
  readonly host: string
  readonly port: number
  readonly encryption: 'starttls' | 'implicit'
  readonly user: string
  readonly password: string
}

const SCHEMES = {
  'smtp:': { encryption: 'starttls', port: 587 },
  'smtps:': { encryption: 'implicit', port: 465 },
} as const

/**
 * Reads `smtp://user:password@host:587` (STARTTLS, always required) or `smtps://user:password@host:465` (TLS from the
 * first byte, RFC 8314 section 3). User and password are percent-encoded. The refusal is a sentence for the engineer
 * and never repeats the URL, which holds a password.
 */
export function readSmtpUrl(text: string): Result<SmtpServer, string> {
  if (!URL.canParse(text)) return refused('is not a URL of the form smtp://user:password@host:port')
  const url = new URL(text)
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:')
    return refused('must begin with smtp:// or smtps://')
  if (url.hostname === '') return refused('names no host')
  if (url.username === '' || url.password === '') return refused('must hold a user and a password')
  if (url.pathname.length > 1 || url.search !== '' || url.hash !== '')
    return refused('must end after the port')
  const { encryption, port } = SCHEMES[url.protocol]
  try {
    return done({
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port === '' ? port : Number(url.port),
      encryption,
      user: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
    })
  } catch {
    return refused('has a user or password with a broken % escape')
  }
}
