import {
  authorityExtensions,
  cardExtensions,
  newKeys,
  newSerial,
  type Signer,
  signCertificate,
} from '../../src/demo/card-office/sign-certificate.ts'
import { systemRandomness } from '../../src/kernel/system.ts'
import { type Held, pem } from './sample-cards.ts'

const VALIDITY = {
  from: Temporal.Instant.from('2023-01-01T00:00:00Z'),
  until: Temporal.Instant.from('2033-01-01T00:00:00Z'),
}

/** A card that an authority issued which stands `below` others, and all of these as PEM, the root first. */
export async function deepCard(below: number): Promise<{ authorities: string; card: Held }> {
  const keys = await newKeys()
  let signer: Signer = { name: 'CN=Root', keys }
  let authorities = pem('CERTIFICATE', await signed('CN=Root', keys, signer, authorityExtensions(below)))
  for (let step = 1; step <= below; step++) {
    const [name, own] = [`CN=Authority ${step}`, await newKeys()]
    const certificate = await signed(name, own, signer, authorityExtensions(below - step))
    authorities += pem('CERTIFICATE', certificate)
    signer = { name, keys: own }
  }
  const own = await newKeys()
  return {
    authorities,
    card: { keys: own, certificate: await signed('CN=Card', own, signer, cardExtensions()) },
  }
}

function signed(
  subject: string,
  { publicKey }: Signer['keys'],
  signer: Signer,
  extensions: ReturnType<typeof authorityExtensions>,
): Promise<Uint8Array> {
  const serial = newSerial(systemRandomness)
  return signCertificate({ subject, publicKey, serial, validity: VALIDITY, signer, extensions })
}
