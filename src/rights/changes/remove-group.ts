import { z } from 'zod'
import { recordEvent } from '../../audit/record-event.ts'
import { authorityFacts, type ChangeKind } from '../../changes/kind.ts'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import type { ParticipantId } from '../../kernel/ids.ts'
import { done, refused } from '../../kernel/result.ts'
import { type GroupSeen, lookGroup } from '../look-group.ts'

const input = z.strictObject({ group: z.uuid() })

interface Seen {
  readonly firm: ParticipantId
  readonly group: GroupSeen | null
}

interface Proposal {
  readonly firm: ParticipantId
  readonly group: GroupSeen
}

/** Takes away a user group that nobody is in. Its row stays: what its members once could do is still to be told. */
export const removeGroup: ChangeKind<z.infer<typeof input>, Seen, Proposal> = {
  id: 'group.remove',
  chain: 'firm',
  restricts: false,
  input,
  look: async (db, { group }, { participant }) => {
    if (participant === null) throw new Error("a firm's group is removed for a firm")
    return { firm: participant, group: await lookGroup(db, participant, group) }
  },
  propose: (_, { firm, group }) => {
    if (group === null) return refused({ code: 'not-found' })
    if (!group.isEmpty) return refused({ code: 'group-not-empty' })
    return done({
      proposal: { firm, group },
      concerns: [],
      lines: [{ about: group.name, field: 'group-name', before: group.name, after: null }],
      more: 0,
      before: canonicalJson({ group }),
    })
  },
  apply: async (tx, world, { firm, group: { id, name } }, authority, at) => {
    await tx.updateTable('user_group').set({ valid_to: at }).where('id', '=', id).execute()
    await recordEvent(tx, world, {
      kind: 'group.removed',
      at,
      accountId: null,
      reference: null,
      facts: { ...authorityFacts(authority), participant: firm, group: id },
      particulars: { name },
    })
  },
}
