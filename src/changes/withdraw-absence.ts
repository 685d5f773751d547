import { recordEvent } from '../audit/record-event.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { type AbsenceRefusal, type ByWhom, worksThere } from './declare-absence.ts'
import { scopeOf } from './make-request.ts'
import type { RequestWorld } from './world.ts'

/** He is back, or never went. */
export function withdrawAbsence(
  world: Omit<RequestWorld, 'kinds'>,
  { id, ...whom }: { readonly id: string } & ByWhom,
): Promise<Result<{ readonly id: string }, AbsenceRefusal>> {
  const { participant, by, at } = whom
  return world.database.write(scopeOf(participant), async (tx) => {
    if (!(await worksThere(tx, by, whom))) return refused({ is: 'not-entitled' })
    const withdrawn = await tx
      .updateTable('absence')
      .set({ withdrawn_at: at })
      .where('id', '=', id)
      .where('withdrawn_at', 'is', null)
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('membership')
            .select('membership.id')
            .whereRef('membership.account_id', '=', 'absence.account_id')
            .where('membership.participant_id', participant === null ? 'is' : '=', participant)
            .where('membership.valid_to', 'is', null),
        ),
      )
      .returning('account_id')
      .executeTakeFirst()
    if (withdrawn === undefined) return refused({ is: 'not-found' })
    await recordEvent(tx, world, {
      ...{ kind: 'absence.withdrawn', at, accountId: withdrawn.account_id, reference: null },
      ...{ facts: { absence: id, by }, particulars: {} },
    })
    return done({ id })
  })
}
