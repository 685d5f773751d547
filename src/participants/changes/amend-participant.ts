import { z } from 'zod'
import { recordEvent } from '../../audit/record-event.ts'
import { line, newId } from '../../changes/input-fields.ts'
import { authorityFacts, type ChangeKind } from '../../changes/kind.ts'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import { isNetwork } from '../../kernel/is-network.ts'
import { done, refused } from '../../kernel/result.ts'
import { lookParticipant, type ParticipantSeen } from '../look-participant.ts'

const MOST_NETWORKS = 50

const input = z.strictObject({
  nameEn: line,
  nameZh: line,
  /** All it is to have then; an id is for one that it does not have yet. */
  networks: z
    .array(z.strictObject({ id: newId, network: z.string().max(50) }))
    .max(MOST_NETWORKS)
    .readonly(),
})
type Amend = z.infer<typeof input>

interface Proposal {
  readonly seen: ParticipantSeen
  readonly nameEn: string
  readonly nameZh: string
  readonly added: Amend['networks']
  readonly closed: readonly string[]
}

/** Other names for a participant, and other networks from which its people may come. */
export const amendParticipant: ChangeKind<Amend, ParticipantSeen | null, Proposal> = {
  id: 'participant.amend',
  chain: 'operators',
  restricts: false,
  input,
  look: (db, _, { participant }) => lookParticipant(db, participant),
  propose: ({ nameEn, nameZh, networks }, seen) => {
    if (seen === null) return refused({ code: 'not-found' })
    const wanted = networks.map(({ network }) => network)
    if (!wanted.every(isNetwork) || new Set(wanted).size < wanted.length)
      return refused({ code: 'not-a-network', field: 'networks' })
    const added = networks.filter(({ network }) => !seen.networks.includes(network))
    const closed = seen.networks.filter((network) => !wanted.includes(network))
    const about = seen.code
    const lines = [
      { about, field: 'name-en', before: seen.nameEn, after: nameEn },
      { about, field: 'name-zh', before: seen.nameZh, after: nameZh },
      ...closed.map((network) => ({ about, field: 'network' as const, before: network, after: null })),
      ...added.map(({ network }) => ({ about, field: 'network' as const, before: null, after: network })),
    ] as const
    return done({
      proposal: { seen, nameEn, nameZh, added, closed },
      concerns: [],
      lines: lines.filter(({ before, after }) => before !== after),
      more: 0,
      before: canonicalJson({ nameEn: seen.nameEn, nameZh: seen.nameZh, networks: seen.networks }),
    })
  },
  apply: async (tx, world, { seen: { id, code }, nameEn, nameZh, added, closed }, authority, at) => {
    await tx
      .updateTable('participant')
      .set({ name_en: nameEn, name_zh: nameZh })
      .where('id', '=', id)
      .execute()
    for (const network of closed) {
      await tx
        .updateTable('participant_network')
        .set({ valid_to: at })
        .where('participant_id', '=', id)
        .where('network', '=', network)
        .where('valid_to', 'is', null)
        .execute()
    }
    for (const { id: row, network } of added) {
      await tx
        .insertInto('participant_network')
        .values({ id: row, participant_id: id, network, valid_from: at, valid_to: null })
        .execute()
    }
    const networks = { opened: added.map(({ network }) => network).join(' '), closed: closed.join(' ') }
    await recordEvent(tx, world, {
      kind: 'participant.amended',
      at,
      accountId: null,
      reference: null,
      facts: { ...authorityFacts(authority), participant: id, code, ...networks },
      particulars: { nameEn, nameZh },
    })
  },
}
