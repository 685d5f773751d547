import { sha256 } from '../kernel/digest.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { parametersOf } from '../passwords/rules/hash-parameters.ts'
import type { Sealer } from '../sealing/seal.ts'
import { readCard } from '../smartcards/read-card.ts'
import { typedCertificate } from '../smartcards/read-typed.ts'

/** What a registry's file says of a card, by its columns. */
export type CardNamed = Readonly<Record<'issuer' | 'serial' | 'key' | 'subject' | 'not_after', string>>

/** Reads the cells of cards.csv that need more than their own text. A refusal says what to do, and repeats no secret. */
export interface FiledCards {
  readCertificate(text: string): Result<CardNamed, string>
  /** The digest of a hash, a colon, and the hash sealed: all that is ever written of it. */
  keepHash(phc: string): Result<string, string>
}

/** Without a sealer no card password comes in; cards do. */
export function filedCards(sealer: Sealer | undefined): FiledCards {
  return {
    readCertificate,
    keepHash: (phc) => {
      if (!isHash(phc))
        return refused('is not an argon2id hash as PHC string, $argon2id$v=19$m=47104,t=1,p=1$…$…')
      if (!isCostly(phc))
        return refused('is an argon2id hash that costs too little, or more than a logon may')
      if (sealer === undefined)
        return refused('can’t be sealed: tell this command SALLYPORT_SEALING_KEYS_FILE, as the site has it')
      const digest = sha256(phc).toString('hex')
      return done(`${digest}:${sealer.seal(waiting(digest), Buffer.from(phc)).toString('base64')}`)
    },
  }
}

/** The context of a hash between the file and the register. */
export function waiting(digest: string): readonly string[] {
  return ['card-password/filed', digest]
}

function readCertificate(text: string): Result<CardNamed, string> {
  const typed = typedCertificate(text)
  if (typed === undefined)
    return refused(
      'is not one certificate as PEM or base64 of its DER, alone: a private key belongs in the card',
    )
  const read = readCard(Buffer.from(typed, 'base64'))
  if (!read.ok) return refused(WHY[read.refusal])
  const { issuer, serial, key, subject, notAfter } = read.value
  return done({ issuer, serial, key, subject, not_after: notAfter.toString() })
}

const WHY = {
  'not-a-card': 'is no certificate of a card: it can’t be read, or it is an authority’s',
  'weak-key': 'has a key that is too weak: RSA from 2048 bits on, or P-256, P-384, P-521',
} as const

/** RFC 9106; salt and hash in base64 without padding. */
const PHC = /^\$argon2id\$v=19\$m=\d{1,7},t=\d{1,2},p=\d{1,2}\$[A-Za-z0-9+/]{11,86}\$[A-Za-z0-9+/]{22,86}$/

function isHash(phc: string): boolean {
  return PHC.test(phc)
}

/** OWASP's equal choices, from m=47104 with one pass to m=7168 with five; and no more than a node can bear at each logon. */
function isCostly(phc: string): boolean {
  const { memoryKiB = 0, passes = 0, lanes = 0 } = parametersOf(phc) ?? {}
  const enough = memoryKiB >= 7_168 && memoryKiB * passes >= 35_840 && lanes >= 1
  return enough && memoryKiB <= 262_144 && passes <= 16 && lanes <= 16
}
