import { z } from 'zod'
import { recordEvent } from '../audit/record-event.ts'
import { functionId, line, newId, participantId } from '../changes/input-fields.ts'
import { authorityFacts, type ChangeKind } from '../changes/kind.ts'
import { done, refused } from '../kernel/result.ts'

const admitInput = z.object({
  id: participantId,
  code: z.string().regex(/^[A-Z0-9]{2,12}$/),
  nameEn: line,
  nameZh: line,
  singleControl: z.boolean(),
  groups: z.array(z.object({ id: newId, name: line, functions: z.array(functionId).readonly() })),
})
type Admit = z.infer<typeof admitInput>

/** Admits a participant with its user groups and their accessible functions. */
export const admitParticipant: ChangeKind<Admit, { readonly taken: boolean }, Admit> = {
  id: 'participant.admit',
  chain: 'operators',
  restricts: false,
  input: admitInput,
  look: async (db, { code }) => {
    const found = await db.selectFrom('participant').select('id').where('code', '=', code).executeTakeFirst()
    return { taken: found !== undefined }
  },
  propose: (input, { taken }) => {
    if (taken) return refused({ code: 'code-taken', field: 'code' })
    const of = { about: input.code, before: null }
    const lines = [
      { ...of, field: 'code', after: input.code },
      { ...of, field: 'name-en', after: input.nameEn },
      { ...of, field: 'name-zh', after: input.nameZh },
      { ...of, field: 'single-control', after: String(input.singleControl) },
      ...input.groups.map(({ name, functions }) => ({
        about: name,
        field: 'functions' as const,
        before: null,
        after: functions.join(', '),
      })),
    ] as const
    return done({ proposal: input, concerns: [], lines, more: 0, before: '' })
  },
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
