import * as asn1 from 'asn1js'
import * as pki from 'pkijs'
import type { SampleCard } from './open-card-office.ts'

const BAG = { key: '1.2.840.113549.1.12.10.1.2', certificate: '1.2.840.113549.1.12.10.1.3' }
const LOCAL_KEY_ID = '1.2.840.113549.1.9.21'
const ITERATIONS = 2048
/** Turned in JavaScript: at 2048 a file would take 50 ms, and the demo begins with fifty. Its PIN stands beside it. */
const MAC_ITERATIONS = 1

/** PKCS #12 (RFC 7292): key and certificates of one card, as browsers and `openssl pkcs12` take them. */
export async function writeP12(card: SampleCard, pin: string): Promise<Uint8Array> {
  const password = Uint8Array.from(Buffer.from(pin)).buffer
  const pfx = new pki.PFX({
    parsedValue: {
      integrityMode: 0,
      authenticatedSafe: new pki.AuthenticatedSafe({
        parsedValue: { safeContents: [{ privacyMode: 0, value: await safeOf(card, password) }] },
      }),
    },
  })
  await pfx.parsedValue?.authenticatedSafe?.makeInternalValues({ safeContents: [{}] })
  const hashes = { pbkdf2HashAlgorithm: 'SHA-256', hmacHashAlgorithm: 'SHA-256' }
  await pfx.makeInternalValues({ password, iterations: MAC_ITERATIONS, ...hashes })
  return new Uint8Array(pfx.toSchema().toBER(false))
}

async function safeOf(card: SampleCard, password: ArrayBuffer): Promise<pki.SafeContents> {
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', card.keys.privateKey)
  const key = new pki.PKCS8ShroudedKeyBag({ parsedValue: pki.PrivateKeyInfo.fromBER(pkcs8) })
  await key.makeInternalValues({
    password,
    contentEncryptionAlgorithm: { name: 'AES-CBC', length: 256 },
    hmacHashAlgorithm: 'SHA-256',
    iterationCount: ITERATIONS,
  })
  // The same mark on both says that they belong together.
  const bagAttributes = [
    new pki.Attribute({
      type: LOCAL_KEY_ID,
      values: [new asn1.OctetString({ valueHex: Uint8Array.of(1).buffer })],
    }),
  ]
  return new pki.SafeContents({
    safeBags: [
      new pki.SafeBag({ bagId: BAG.key, bagValue: key, bagAttributes }),
      new pki.SafeBag({ bagId: BAG.certificate, bagValue: certificateBag(card.certificate), bagAttributes }),
      new pki.SafeBag({ bagId: BAG.certificate, bagValue: certificateBag(card.authority.certificate) }),
    ],
  })
}

function certificateBag(der: Uint8Array): pki.CertBag {
  return new pki.CertBag({ parsedValue: pki.Certificate.fromBER(Uint8Array.from(der)) })
}
