import { beforeAll, describe, expect, it } from 'vitest'
import { isSignedBy } from '../../../src/smartcards/check-signature.ts'
import { ownerOf, wordsOfLists } from '../../../src/smartcards/rules/held-lists.ts'
import type { CardRefusal } from '../../../src/smartcards/rules/refusals.ts'
import type { Moments, Trust } from '../../../src/smartcards/trust.ts'
import { cardVerifier, type Presented, type RevocationSource } from '../../../src/smartcards/verify-card.ts'
import { presentCard } from '../../support/card-handshake.ts'
import { P12_PASSWORD, type PkitsCase, readAnchor, readPkits } from './read-pkits.ts'
import { REFUSED_THOUGH_VALID } from './verdicts.ts'

const anchor = readAnchor()
const MORNING = Temporal.Instant.from('2023-06-10T10:05:00Z')
const AT: Moments = { programme: MORNING, wire: MORNING }

/** Every authority of a case is configured; NIST's cards are for no purpose, so none is asked. */
function trustOf({ authorities }: PkitsCase): Trust {
  return {
    anchors: [{ certificate: anchor, until: undefined }],
    intermediates: authorities,
    demands: { purposes: [], policies: [] },
  }
}

function revocationOf({ authorities, lists }: PkitsCase): RevocationSource {
  const held = lists.flatMap((list) => {
    const owner = ownerOf(list, [anchor, ...authorities], MORNING, { isSignedBy })
    return owner.ok ? [owner.value] : []
  })
  return {
    whenUnreachable: 'refuse',
    wordsOn: (certificate, authority) => Promise.resolve(wordsOfLists(held, certificate, authority)),
  }
}

/** OpenSSL's word, by a real handshake with the case's own key. A key that TLS won't use is a no. */
async function handshakeOf(one: PkitsCase, server: { pfx: Buffer; passphrase: string }): Promise<Presented> {
  const pfx = { pfx: Buffer.from(one.p12), passphrase: P12_PASSWORD }
  try {
    const { handshake } = await presentCard({ trust: trustOf(one), server, client: pfx })
    return { card: one.card, handshake }
  } catch {
    return { card: one.card, handshake: { authorized: false, code: undefined, resumed: false } }
  }
}

interface Judged {
  readonly name: string
  readonly valid: boolean
  readonly openssl: boolean
  readonly rules: CardRefusal | undefined
  readonly both: CardRefusal | undefined
}

async function judge(one: PkitsCase, server: { pfx: Buffer; passphrase: string }): Promise<Judged> {
  const verify = cardVerifier(trustOf(one), revocationOf(one))
  const presented = await handshakeOf(one, server)
  const believed = { ...presented, handshake: { ...presented.handshake, authorized: true } }
  const [rules, both] = [await verify(believed, AT), await verify(presented, AT)]
  return {
    name: one.name,
    valid: one.valid,
    openssl: presented.handshake.authorized,
    rules: rules.ok ? undefined : rules.refusal.reason,
    both: both.ok ? undefined : both.refusal.reason,
  }
}

const wronglyTaken = (judged: readonly Judged[], takes: (one: Judged) => boolean) =>
  judged.filter((one) => takes(one) && !one.valid).map(({ name }) => name)

describe('NIST PKITS, 2011: OpenSSL at a real handshake, our rules, and both', () => {
  let judged: readonly Judged[] = []
  beforeAll(async () => {
    const cases = readPkits()
    const server = { pfx: Buffer.from(cases[0]?.p12 ?? []), passphrase: P12_PASSWORD }
    const verdicts: Judged[] = []
    for (const one of cases) verdicts.push(await judge(one, server))
    judged = verdicts
  })

  it('was read whole: 224 cases, 103 of them valid', () => {
    expect(judged.length).toBe(224)
    expect(judged.filter(({ valid }) => valid).length).toBe(103)
  })

  it('takes nothing that should be refused: neither both, nor our rules without OpenSSL', () => {
    expect(wronglyTaken(judged, ({ both }) => both === undefined)).toEqual([])
    expect(wronglyTaken(judged, ({ rules }) => rules === undefined)).toEqual([])
  })

  it('judges at least 170 rightly, and each valid case it refuses is listed with its reason', () => {
    const count = (takes: (one: Judged) => boolean) =>
      `${judged.filter((one) => takes(one) === one.valid).length} right, ${wronglyTaken(judged, takes).length} wrongly taken`
    process.stdout.write(`PKITS, of ${judged.length} cases
  OpenSSL by the handshake, without lists  ${count(({ openssl }) => openssl)}
  our rules alone                          ${count(({ rules }) => rules === undefined)}
  both, as the product does                ${count(({ both }) => both === undefined)}\n`)
    const refused = judged
      .filter(({ valid, both }) => valid && both !== undefined)
      .map(({ name, both }) => `${name}: ${both}`)
    const listed = REFUSED_THOUGH_VALID.flatMap(({ reason, cases }) => cases.map((name) => `${name}: ${reason}`))
    expect(refused.sort()).toEqual(listed.sort())
    expect(judged.length - refused.length).toBeGreaterThanOrEqual(170)
  })

  it('is nowhere stricter at the handshake than in our rules: who passes ours is not then refused by OpenSSL', () => {
    expect(judged.filter(({ rules, openssl }) => rules === undefined && !openssl)).toEqual([])
  })
})
