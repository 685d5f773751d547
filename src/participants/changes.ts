import { recordEvent } from '../audit/record-event.ts'
import { authorityFacts, type ChangeKind } from '../changes/kind.ts'
import type { FunctionId, ParticipantId } from '../kernel/ids.ts'
import { done, refused } from '../kernel/result.ts'

export interface ParticipantProposal {
  readonly id: ParticipantId
  readonly code: string
  readonly nameEn: string
  readonly nameZh: string
  readonly singleControl: boolean
  readonly groups: readonly {
    readonly id: string
    readonly name: string
    readonly functions: readonly FunctionId[]
  }[]
}

/** Admits a participant with its user groups and their accessible functions. */
export const admitParticipant: ChangeKind<ParticipantProposal, ParticipantProposal> = {
  id: 'participant.admit',
  restricts: false,
  propose: (input) =>
    /^[A-Z0-9]{2,12}$/.test(input.code) ? done(input) : refused(`"${input.code}" is not a participant code`),
  apply: async (tx, world, proposal, authority, at) => {
    const { id, code, nameEn, nameZh, singleControl } = proposal
    await tx
      .insertInto('participant')
      .values({ id, code, name_en: nameEn, name_zh: nameZh, single_control: singleControl, created_at: at })
      .execute()
    for (const group of proposal.groups) {
      await tx
        .insertInto('user_group')
        .values({ id: group.id, participant_id: id, name: group.name })
        .execute()
      await tx
        .insertInto('user_group_function')
        .values(group.functions.map((function_id) => ({ user_group_id: group.id, function_id })))
        .execute()
    }
    await recordEvent(tx, world, {
      kind: 'participant.admitted',
      at,
      accountId: null,
      reference: null,
      facts: { ...authorityFacts(authority), participant: id, code, singleControl },
      particulars: { nameEn, nameZh },
    })
  },
}
