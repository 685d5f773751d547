// The library below resolves its parts by decorators' metadata; it throws at import without this.
import 'reflect-metadata'
import type { webcrypto } from 'node:crypto'
import { isIP } from 'node:net'
import * as x509 from '@peculiar/x509'
import type { Instant } from '../kernel/instant.ts'
import type { Randomness } from '../kernel/randomness.ts'

type KeyPair = webcrypto.CryptoKeyPair

export interface Certificates {
  /** The demo's own authority, PEM: what a browser or a mail client is told to trust. */
  readonly caPem: string
  /** PKCS#8, PEM. */
  readonly keyPem: string
  /** The server's certificate, PEM. */
  readonly certPem: string
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
/** Before the first day the demo clock can show: the certificates hold in demo time and in real time. */
const FROM = Temporal.Instant.from('2023-01-01T00:00:00Z')
const YEARS = 10

/**
 * A root and one server certificate for `hostnames` (DNS names and IP addresses), EC P-256, valid from 2023 to ten
 * years after `now`. Browsers ask at most 398 days only of certificates under a public root (CA/Browser Forum
 * baseline requirements 6.3.2). The root's key is never handed out, so trusting the root trusts nothing but this one.
 */
export async function makeCertificates(wanted: {
  readonly now: Instant
  readonly randomness: Randomness
  readonly hostnames: readonly string[]
}): Promise<Certificates> {
  const [root, server] = await Promise.all([newKeys(), newKeys()])
  const valid = validity(wanted.now)
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    ...valid,
    serialNumber: serial(wanted.randomness),
    name: [{ CN: ['Sallyport demo root'] }],
    keys: root,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(root.publicKey),
    ],
  })
  const certificate = await x509.X509CertificateGenerator.create({
    ...valid,
    serialNumber: serial(wanted.randomness),
    subject: [{ CN: ['Sallyport demo'] }],
    issuer: ca.subjectName,
    publicKey: server.publicKey,
    signingKey: root.privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: await serverExtensions(server, root, wanted.hostnames),
  })
  const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', server.privateKey))
  return {
    caPem: ca.toString('pem'),
    keyPem: x509.PemConverter.encode(key, 'PRIVATE KEY'),
    certPem: certificate.toString('pem'),
  }
}

function newKeys(): Promise<KeyPair> {
  return crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
}

function validity(now: Instant): { notBefore: Date; notAfter: Date } {
  const until = now.toZonedDateTimeISO('UTC').add({ years: YEARS }).toInstant()
  return { notBefore: new Date(FROM.epochMilliseconds), notAfter: new Date(until.epochMilliseconds) }
}

/** RFC 5280 section 4.1.2.2: positive, at most 20 octets. */
function serial(randomness: Randomness): string {
  return `01${Buffer.from(randomness.bytes(16)).toString('hex')}`
}

async function serverExtensions(
  server: KeyPair,
  root: KeyPair,
  hostnames: readonly string[],
): Promise<x509.Extension[]> {
  return [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
    new x509.SubjectAlternativeNameExtension(
      hostnames.map((name) => ({ type: isIP(name) === 0 ? 'dns' : 'ip', value: name })),
    ),
    await x509.SubjectKeyIdentifierExtension.create(server.publicKey),
    await x509.AuthorityKeyIdentifierExtension.create(root.publicKey),
  ]
}
