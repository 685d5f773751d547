import type { webcrypto } from 'node:crypto'
import { type CardOffice, openCardOffice } from '../../src/demo/card-office/open-card-office.ts'
import { systemRandomness } from '../../src/kernel/system.ts'
import { isSignedBy } from '../../src/smartcards/check-signature.ts'
import { type Certificate, readCertificate } from '../../src/smartcards/reading/certificate.ts'
import { readRevocationList } from '../../src/smartcards/reading/revocation-list.ts'
import { type HeldList, ownerOf, wordsOfLists } from '../../src/smartcards/rules/held-lists.ts'
import type { Moments, Trust } from '../../src/smartcards/trust.ts'
import { cardVerifier, type RevocationSource } from '../../src/smartcards/verify-card.ts'
import { presentCard } from './card-handshake.ts'

const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2'
export const MORNING = Temporal.Instant.from('2023-06-12T07:30:00+08:00')
export const MORNINGS: Moments = { programme: MORNING, wire: MORNING }

/** A certificate with its key, as a card holds them; `chain` is what its owner sends along. */
export interface Held {
  readonly certificate: Uint8Array
  readonly keys: { readonly privateKey: webcrypto.CryptoKey }
  readonly chain?: readonly Uint8Array[]
}

export function sampleOffice(): Promise<CardOffice> {
  return openCardOffice(MORNING, systemRandomness)
}

export function readSure(der: Uint8Array): Certificate {
  const read = readCertificate(der)
  if (!read.ok) throw new Error(read.refusal)
  return read.value
}

export function trustIn(office: CardOffice): Trust {
  return {
    anchors: [{ certificate: readSure(office.root.certificate), until: undefined }],
    intermediates: office.issuing.map(({ certificate }) => readSure(certificate)),
    demands: { purposes: [CLIENT_AUTH], policies: [] },
  }
}

/** The office's lists as they are now, all of them, without the wire. */
export async function listsOf(
  office: CardOffice,
  { anchors, intermediates }: Trust,
  at: Temporal.Instant = MORNING,
): Promise<RevocationSource> {
  const authorities = [...anchors.map(({ certificate }) => certificate), ...intermediates]
  const held: HeldList[] = []
  for (const authority of [office.root, ...office.issuing]) {
    const list = readRevocationList(await office.list(authority, at))
    const owner = list.ok ? ownerOf(list.value, authorities, at, { isSignedBy }) : list
    if (owner.ok) held.push(owner.value)
  }
  return {
    whenUnreachable: 'refuse',
    wordsOn: (certificate, authority) => Promise.resolve(wordsOfLists(held, certificate, authority)),
  }
}

/** A real handshake with this card, or none, and the verdict on it. */
export async function tryCard(
  card: Held | undefined,
  trust: Trust,
  revocation: RevocationSource,
  at: Moments = MORNINGS,
) {
  const server = await serverCredential
  const client = card === undefined ? {} : await tlsOf(card)
  return cardVerifier(trust, revocation)(await presentCard({ trust, server, client }), at)
}

const serverCredential = sampleOffice().then(async (office) =>
  tlsOf(await office.issue('Server', office.issuing[0])),
)

export async function tlsOf({ certificate, keys, chain = [] }: Held) {
  const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey))
  return {
    key: pem('PRIVATE KEY', key),
    cert: [certificate, ...chain].map((der) => pem('CERTIFICATE', der)).join(''),
  }
}

export function pem(label: string, der: Uint8Array): string {
  return `-----BEGIN ${label}-----\n${Buffer.from(der).toString('base64')}\n-----END ${label}-----\n`
}

/** What a card's path may end in or go through, as PEM. */
export function authoritiesOf({ root, issuing }: Pick<CardOffice, 'root' | 'issuing'>): string {
  return [root, ...issuing].map(({ certificate }) => pem('CERTIFICATE', certificate)).join('')
}
