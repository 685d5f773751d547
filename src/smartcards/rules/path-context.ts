import type { Certificate, Signed } from '../reading/certificate.ts'
import type { Demands, Moments } from '../trust.ts'
import type { KeyStrength } from './strong-enough.ts'

/** What cryptography says; handed in, because a rule computes none. */
export interface Cryptography {
  isSignedBy(signed: Signed, publicKey: Uint8Array): boolean
  strengthOf(certificate: Certificate): KeyStrength | undefined
}

export interface PathContext extends Cryptography {
  readonly at: Moments
  readonly demands: Demands
}
