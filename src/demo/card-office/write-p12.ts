import type { webcrypto } from 'node:crypto'
import * as asn1 from 'asn1js'
import * as pki from 'pkijs'
import type { SampleCard } from './open-card-office.ts'

const SHROUDED_KEY = '1.2.840.113549.1.12.10.1.2'
const CERTIFICATE = '1.2.840.113549.1.12.10.1.3'
const FRIENDLY_NAME = '1.2.840.113549.1.9.20'
const LOCAL_KEY_ID = '1.2.840.113549.1.9.21'
const ITERATIONS = 2048
/** Turned in JavaScript: at 2048 a file would take 50 ms, and the demo begins with fifty. Its password stands beside it. */
const MAC_ITERATIONS = 1
const HASH = 'SHA-256'

/** RFC 7292: the card as a file that browsers and key stores import, key and certificate under one password. */
export async function writeP12(
  { holder, certificate, keys, serial }: Pick<SampleCard, 'holder' | 'certificate' | 'keys' | 'serial'>,
  typed: string,
): Promise<Uint8Array> {
  const password = Uint8Array.from(Buffer.from(typed)).buffer
  const shroud = {
    ...{ password, iterationCount: ITERATIONS, hmacHashAlgorithm: HASH },
    contentEncryptionAlgorithm: { name: 'AES-CBC', length: 256 } as webcrypto.Algorithm,
  }
  const key = new pki.PKCS8ShroudedKeyBag({
    parsedValue: pki.PrivateKeyInfo.fromBER(await crypto.subtle.exportKey('pkcs8', keys.privateKey)),
  })
  await key.makeInternalValues(shroud)
  const parsedValue = pki.Certificate.fromBER(Uint8Array.from(certificate))
  const bagAttributes = named(holder, serial)
  const safeContents = [
    safe(new pki.SafeBag({ bagId: SHROUDED_KEY, bagValue: key, bagAttributes })),
    safe(new pki.SafeBag({ bagId: CERTIFICATE, bagValue: new pki.CertBag({ parsedValue }), bagAttributes })),
  ]
  const authenticatedSafe = new pki.AuthenticatedSafe({ parsedValue: { safeContents } })
  await authenticatedSafe.makeInternalValues({ safeContents: [{}, {}] })
  const pfx = new pki.PFX({ parsedValue: { integrityMode: 0, authenticatedSafe } })
  await pfx.makeInternalValues({ ...shroud, iterations: MAC_ITERATIONS, pbkdf2HashAlgorithm: HASH })
  return new Uint8Array(pfx.toSchema().toBER(false))
}

/** Not encrypted a second time: the key is shrouded, and the certificate is no secret. */
function safe(bag: pki.SafeBag) {
  return { privacyMode: 0, value: new pki.SafeContents({ safeBags: [bag] }) }
}

/** The name a person sees, and what tells a key store which certificate is of which key. */
function named(holder: string, serial: string): pki.Attribute[] {
  return [
    new pki.Attribute({ type: FRIENDLY_NAME, values: [new asn1.BmpString({ value: holder })] }),
    new pki.Attribute({
      type: LOCAL_KEY_ID,
      values: [new asn1.OctetString({ valueHex: Uint8Array.from(Buffer.from(serial, 'hex')).buffer })],
    }),
  ]
}
