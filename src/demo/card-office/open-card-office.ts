import type { Instant } from '../../kernel/instant.ts'
import type { Randomness } from '../../kernel/randomness.ts'
import { answerOcsp, type CardStatus } from './answer-ocsp.ts'
import {
  authorityExtensions,
  cardExtensions,
  type KeyPair,
  newKeys,
  newSerial,
  responderExtensions,
  type Signer,
  signCertificate,
  signList,
  type Validity,
} from './sign-certificate.ts'

/** Before the first day the demo clock can show: what the office signs holds in demo time and in real time. */
const FROM = Temporal.Instant.from('2023-01-01T00:00:00Z')
const YEARS = 10
const LIST_HOURS = 24
const ANSWER_MINUTES = 60
/** Once for all: the library reads back each that it makes. */
const OF_EVERY_CARD = cardExtensions()
const ORGANISATION = 'C=HK, O=Sample Card Office'

export interface Authority extends Signer {
  /** For file names and addresses: `root`, `cards-a`, `cards-b`. */
  readonly id: string
  readonly certificate: Uint8Array
}

export interface SampleCard {
  readonly authority: Authority
  readonly holder: string
  readonly serial: string
  readonly certificate: Uint8Array
  readonly keys: KeyPair
}

/** The office that issued the cards of the old regime, small: a root, and two authorities while one follows the other. */
export interface CardOffice {
  readonly root: Authority
  readonly issuing: readonly [Authority, Authority]
  /** `until` where it is to end before its authority does. */
  issue(holder: string, by: Authority, until?: Instant): Promise<SampleCard>
  revoke(card: Pick<SampleCard, 'serial'>, wire: Instant): void
  /** The authority's list as of now; each has a higher number. */
  list(authority: Authority, wire: Instant): Promise<Uint8Array>
  answer(request: Uint8Array, by: Authority, wire: Instant): Promise<Uint8Array>
}

export async function openCardOffice(now: Instant, randomness: Randomness): Promise<CardOffice> {
  const validity = { from: FROM, until: now.toZonedDateTimeISO('UTC').add({ years: YEARS }).toInstant() }
  const root = await openAuthority('root', 'Sample Card Root', validity, randomness)
  const issuing = [
    await openAuthority('cards-a', 'Sample Cards A', validity, randomness, root),
    await openAuthority('cards-b', 'Sample Cards B', validity, randomness, root),
  ] as const
  const responders = new Map<string, Responder>()
  for (const authority of issuing) {
    responders.set(authority.id, await openResponder(authority, validity, randomness))
  }
  const issued = new Set<string>()
  const revoked = new Map<string, Instant>()
  let lists = 0
  const statusOf = (serial: string): CardStatus => {
    const revokedAt = revoked.get(serial)
    return revokedAt === undefined ? (issued.has(serial) ? 'good' : 'unknown') : { revokedAt }
  }
  return {
    root,
    issuing,
    issue: async (holder, authority, until = validity.until) => {
      const card = await issueCard(holder, authority, { ...validity, until }, randomness)
      issued.add(card.serial)
      return card
    },
    revoke: ({ serial }, wire) => {
      revoked.set(serial, wire)
    },
    list: (signer, wire) => {
      lists += 1
      const entries = [...revoked].map(([serial, at]) => ({ serial, at }))
      const nextUpdate = wire.add({ hours: LIST_HOURS })
      return signList({ signer, number: lists, thisUpdate: wire, nextUpdate, revoked: entries })
    },
    answer: (request, { id }, wire) => {
      const responder = responders.get(id)
      if (responder === undefined) throw new Error(`${id} has no responder`)
      const nextUpdate = wire.add({ minutes: ANSWER_MINUTES })
      return answerOcsp({ request, responder, thisUpdate: wire, nextUpdate, statusOf })
    },
  }
}

async function openAuthority(
  id: string,
  commonName: string,
  validity: Validity,
  randomness: Randomness,
  above?: Authority,
): Promise<Authority> {
  const keys = await newKeys()
  const name = `${ORGANISATION}, CN=${commonName}`
  const certificate = await signCertificate({
    subject: name,
    publicKey: keys.publicKey,
    serial: newSerial(randomness),
    validity,
    signer: above ?? { name, keys },
    extensions: authorityExtensions(above === undefined ? 1 : 0),
  })
  return { id, name, keys, certificate }
}

async function issueCard(
  holder: string,
  authority: Authority,
  validity: Validity,
  randomness: Randomness,
): Promise<SampleCard> {
  const keys = await newKeys()
  const serial = newSerial(randomness)
  const certificate = await signCertificate({
    subject: `${ORGANISATION}, CN=${holder}`,
    publicKey: keys.publicKey,
    serial,
    validity,
    signer: authority,
    extensions: OF_EVERY_CARD,
  })
  return { authority, holder, serial, certificate, keys }
}

interface Responder {
  readonly certificate: Uint8Array
  readonly keys: KeyPair
}

async function openResponder(
  authority: Authority,
  validity: Validity,
  randomness: Randomness,
): Promise<Responder> {
  const keys = await newKeys()
  const certificate = await signCertificate({
    subject: `${authority.name} Responder`,
    publicKey: keys.publicKey,
    serial: newSerial(randomness),
    validity,
    signer: authority,
    extensions: responderExtensions(),
  })
  return { certificate, keys }
}
