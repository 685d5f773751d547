import { hmac, sameDigest } from '../kernel/digest.ts'
import type { Sealer } from '../sealing/seal.ts'

type Keys = Pick<Sealer, 'lookupKey'>

const ID = 16
/** 80 bits of an HMAC: a name holds 64 characters (RFC 5321, section 4.5.3.1.1), and the id has to be in it too. */
const PROOF = 10
const TOKEN = new RegExp(`^(.+)\\+([0-9a-f]{${2 * ID}})([0-9a-f]{${2 * PROOF}})$`)

/** What is left for the local part of the address itself, before the plus sign. */
export const LONGEST_LOCAL_PART = 64 - 1 - 2 * (ID + PROOF)

/**
 * The envelope sender of one mail (VERP): `bounces+TOKEN@…`. A report about it comes back to that address and to no other,
 * so that which mail it is about is never read from what the report says. The token is the row's id with an HMAC of it: who
 * was not sent the mail can't make it, and one that is made up is refused without a look at the database.
 */
export function bounceAddress(keys: Keys, at: string, mail: string): string {
  const [local, domain] = at.split('@')
  return `${local}+${mail.replaceAll('-', '')}${proofOf(keys, mail).toString('hex')}@${domain}`
}

/** The mail whose envelope sender this is, in whatever case it comes back; undefined for any other address. */
export function mailOfBounce(keys: Keys, at: string, address: string): string | undefined {
  const [local, domain] = at.toLowerCase().split('@')
  const [name = '', where] = address.toLowerCase().split('@')
  const [, before, id = '', proof = ''] = TOKEN.exec(name) ?? []
  if (before !== local || where !== domain) return undefined
  const mail = id.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  return sameDigest(Buffer.from(proof, 'hex'), proofOf(keys, mail)) ? mail : undefined
}

function proofOf(keys: Keys, mail: string): Buffer {
  return hmac(keys.lookupKey('bounce'), mail).subarray(0, PROOF)
}
