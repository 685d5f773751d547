import { z } from 'zod'
import { done, type Result, refused } from '../kernel/result.ts'
import { type Address, httpsOrigin, path, readAddress } from '../setting-values.ts'
import { type CardSettings, readCardSettings } from '../smartcards/read-trust.ts'

/** What asking for smartcards needs to be told; nothing where a site has none. */
export interface CardListening {
  /** Undefined where only a proxy asks for them (adr/0043). */
  readonly listen: Address | undefined
  /** The origin people are sent to with their card, never that of the pages: `https://cards.example.com`. */
  readonly origin: string
  readonly settings: CardSettings
}

export const cardListeningSettings = {
  SALLYPORT_CARD_LISTEN: z.string().transform(readAddress).optional(),
  SALLYPORT_CARD_ORIGIN: httpsOrigin('https://cards.example.com').optional(),
  SALLYPORT_CARD_TRUST_FILE: path('the file that says which cards are trusted (YAML)')
    .transform(readTrust)
    .optional(),
}

const ASKED_BY = ['SALLYPORT_CARD_LISTEN', 'SALLYPORT_PROXY_LISTEN'] as const
const NEEDED = ['SALLYPORT_CARD_ORIGIN', 'SALLYPORT_CARD_TRUST_FILE'] as const

interface Set extends z.infer<z.ZodObject<typeof cardListeningSettings>> {
  readonly SALLYPORT_PUBLIC_ORIGIN: string
  readonly SALLYPORT_PROXY_LISTEN?: Address | undefined
}

/** All of it or nothing. */
export function cardListeningOf(set: Set): Result<CardListening | undefined, readonly string[]> {
  const { SALLYPORT_CARD_LISTEN: listen, SALLYPORT_CARD_ORIGIN: origin } = set
  const { SALLYPORT_CARD_TRUST_FILE: settings } = set
  const lacking = NEEDED.filter((name) => set[name] === undefined)
  if (lacking.length === NEEDED.length && listen === undefined) return done(undefined)
  if (origin === undefined || settings === undefined)
    return refused(lacking.map((name) => `${name} is missing: smartcards need ${NEEDED.join(', ')}`))
  if (ASKED_BY.every((name) => set[name] === undefined))
    return refused([`${ASKED_BY.join(' or ')} is missing: nothing asks for smartcards`])
  // A browser asks for a card once a host and port: at that of the pages it would ask everybody.
  if (origin === set.SALLYPORT_PUBLIC_ORIGIN)
    return refused(['SALLYPORT_CARD_ORIGIN must differ from SALLYPORT_PUBLIC_ORIGIN'])
  return done({ listen, origin, settings })
}

function readTrust(file: string, context: z.RefinementCtx): CardSettings {
  const read = readCardSettings(file)
  if (read.ok) return read.value
  for (const fault of read.refusal) context.addIssue(`${file}: ${fault}`)
  return z.NEVER
}
