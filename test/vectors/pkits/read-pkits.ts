import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Certificate, readCertificate } from '../../../src/smartcards/reading/certificate.ts'
import {
  type Der,
  explicit,
  fieldsOf,
  inside,
  partsOf,
  readDer,
  TAG,
} from '../../../src/smartcards/reading/der.ts'
import { type RevocationList, readRevocationList } from '../../../src/smartcards/reading/revocation-list.ts'
import { UNNAMED_VERDICTS } from './verdicts.ts'

/** NIST's Public Key Interoperability Test Suite of 2011, as Debian's python3-cryptography-vectors carries it. */
const FOLDER = '/usr/lib/python3/dist-packages/cryptography_vectors/x509/PKITS_data'
export const P12_PASSWORD = 'password'

export interface PkitsCase {
  readonly name: string
  readonly valid: boolean
  /** The certificate at the end of the path, as it stands: some can't be read, and that is the case's point. */
  readonly card: Uint8Array
  /** Those that can be read; nobody could configure the others. */
  readonly authorities: readonly Certificate[]
  readonly lists: readonly RevocationList[]
  /** Card and private key, for a real handshake. */
  readonly p12: Uint8Array
}

export function readAnchor(): Certificate {
  const read = readCertificate(readFileSync(join(FOLDER, 'certs/TrustAnchorRootCertificate.crt')))
  if (!read.ok) throw new Error(`the anchor is ${read.refusal}`)
  return read.value
}

/** One signed mail a case carries its certificates and lists, and names the signer's certificate. */
export function readPkits(): readonly PkitsCase[] {
  const keys = keysByCertificate()
  return readdirSync(join(FOLDER, 'smime'))
    .map((file) => file.replace(/^Signed(.*)\.eml$/, '$1'))
    .sort()
    .map((name) => readCase(name, keys))
}

function keysByCertificate(): ReadonlyMap<string, Uint8Array> {
  const names = readdirSync(join(FOLDER, 'certs')).map((file) => file.replace(/\.crt$/, ''))
  return new Map(
    names.map((name) => [
      readFileSync(join(FOLDER, `certs/${name}.crt`)).toString('hex'),
      readFileSync(join(FOLDER, `pkcs12/${name}.p12`)),
    ]),
  )
}

function readCase(name: string, keys: ReadonlyMap<string, Uint8Array>): PkitsCase {
  const { certificates, lists, signer } = readMail(
    readFileSync(join(FOLDER, `smime/Signed${name}.eml`), 'latin1'),
  )
  const card = certificates.find((certificate) => issuerAndSerial(certificate) === signer)?.whole
  const p12 = keys.get(Buffer.from(card ?? []).toString('hex'))
  if (card === undefined || p12 === undefined) throw new Error(`${name}: no card, or no key of it`)
  const readable = <T>(read: { ok: true; value: T } | { ok: false }) => (read.ok ? [read.value] : [])
  return {
    name,
    valid: UNNAMED_VERDICTS[name] ?? name.startsWith('Valid'),
    card,
    p12,
    authorities: certificates
      .filter(({ whole }) => whole !== card)
      .flatMap(({ whole }) => readable(readCertificate(whole))),
    lists: lists.flatMap(({ whole }) => readable(readRevocationList(whole))),
  }
}

/** CMS SignedData, RFC 5652 §5.1 and §5.3. */
function readMail(mail: string): { certificates: readonly Der[]; lists: readonly Der[]; signer: string } {
  const base64 = /filename="smime\.p7s"\s+([\w+/=\s]+?)\s+--/.exec(mail)?.[1] ?? ''
  const content = fieldsOf(readDer(Buffer.from(base64, 'base64')))
  content.take(TAG.oid)
  const data = fieldsOf(inside(content.take(explicit(0))))
  for (const tag of [TAG.integer, TAG.set, TAG.sequence]) data.take(tag)
  const certificates = partsOf(data.take(explicit(0)))
  const lists = data.maybe(explicit(1))
  const signer = fieldsOf(partsOf(data.take(TAG.set))[0] ?? data.next())
  signer.take(TAG.integer)
  const [issuer, serial] = partsOf(signer.take(TAG.sequence))
  return {
    certificates,
    lists: lists === undefined ? [] : partsOf(lists),
    signer: `${hex(issuer)} ${hex(serial)}`,
  }
}

function issuerAndSerial(certificate: Der): string {
  const fields = fieldsOf(fieldsOf(certificate).take(TAG.sequence))
  fields.maybe(explicit(0))
  const serial = fields.take(TAG.integer)
  fields.take(TAG.sequence)
  return `${hex(fields.take(TAG.sequence))} ${hex(serial)}`
}

function hex(der: Der | undefined): string {
  return Buffer.from(der?.whole ?? []).toString('hex')
}
