import type { Presented } from './verify-card.ts'

/** What a proxy says, by the names of Node: lower case, each occurrence apart. */
type Said = Readonly<Record<string, readonly string[] | undefined>>

/** The card: RFC 9440's field, or the same certificate as nginx can write it, PEM with %-escapes. */
const CARD = 'client-cert'
/** What its OpenSSL found, in the words of nginx; RFC 9440 has none, for it knows no proxy that lets a bad card pass. */
const VERDICT = 'client-cert-verify'

/** Far above any card's; a header is no longer anyway (web/listen.ts). */
const LONGEST = 12 * 1024

const NOBODY = { authorized: false, code: undefined, resumed: false } as const

export const NO_CARD: Presented = { card: undefined, handshake: NOBODY }

const VERDICTS: readonly (readonly [RegExp, (code: string | undefined) => Presented['handshake']])[] = [
  [/^SUCCESS$/, () => ({ ...NOBODY, authorized: true })],
  [/^FAILED:(.{1,200})$/, (code) => ({ ...NOBODY, code })],
  // A resumed connection proves a card that was there once.
  [/^RESUMED$/, () => ({ ...NOBODY, resumed: true })],
]

/**
 * What a client presented to a proxy of ours; whose word may be taken for it, whoever calls this knows (adr/0043). Each
 * field once and whole: anything else is undefined, and is no card, nor the lack of one.
 */
export function presentedToProxy(said: Said): Presented | undefined {
  const [verdict, ...furtherVerdicts] = said[VERDICT] ?? []
  const [written, ...furtherCards] = said[CARD] ?? []
  if (verdict === undefined || furtherVerdicts.length > 0 || furtherCards.length > 0) return undefined
  if (verdict === 'NONE') return written === undefined ? NO_CARD : undefined
  const card = written === undefined || written.length > LONGEST ? undefined : readCard(written)
  if (card === undefined) return undefined
  for (const [pattern, handshake] of VERDICTS) {
    const match = pattern.exec(verdict)
    if (match !== null) return { card, handshake: handshake(match[1]) }
  }
  return undefined
}

const AS_BYTES = /^:([A-Za-z0-9+/]+={0,2}):$/
const AS_PEM = /^-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/=\n]+)\n-----END CERTIFICATE-----\n?$/

function readCard(written: string): Uint8Array | undefined {
  const base64 = AS_BYTES.exec(written)?.[1] ?? AS_PEM.exec(unescaped(written))?.[1]
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64')
}

function unescaped(written: string): string {
  try {
    return decodeURIComponent(written)
  } catch {
    return ''
  }
}
