import { amendUser } from '../accounts/changes/amend-user.ts'
import { removeUser } from '../accounts/changes/remove-user.ts'
import { suspendUser } from '../accounts/changes/suspend-user.ts'
import type { KindId } from '../changes/kind.ts'
import { type MakeRefusal, makeWithin } from '../changes/make-request.ts'
import { rowOf } from '../changes/rules/request-number.ts'
import type { RequestWorld } from '../changes/world.ts'
import type { Tx } from '../db/transaction.ts'
import type { AccountId, AttestationId, ParticipantId, SessionId, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Result } from '../kernel/result.ts'
import type { Answer } from '../kernel/vocabulary.ts'
import { type MarkedRow, markedRows } from './marked-rows.ts'

interface AskingForMarked {
  readonly participant: ParticipantId
  readonly attestation: AttestationId
  readonly maker: AccountId
  readonly session: SessionId
  readonly remark: string
  readonly at: Instant
}

export interface AskedForMarked {
  readonly made: number
  /** Those of whom nothing could be asked for, and why. */
  readonly refused: readonly { readonly userId: UserId; readonly refusal: MakeRefusal }[]
}

/** Requests of one press; more are made by the next. */
const AT_ONCE = 50

/** Which request follows from an answer: of the kind it has anyway, decided like any other. */
const FOLLOWS: Readonly<
  Record<
    Exclude<Answer, 'keep'>,
    (row: MarkedRow) => { readonly kind: { id: KindId }; readonly input: unknown }
  >
> = {
  suspend: ({ account: accountId }) => ({ kind: suspendUser, input: { accountId } }),
  remove: ({ account: accountId }) => ({ kind: removeUser, input: { accountId } }),
  regroup: ({ account: accountId, displayName, language }) => ({
    kind: amendUser,
    input: { accountId, displayName, language, groups: [] },
  }),
}

/**
 * Asks for all that an attestation marked, each by a request of its own, which it keeps; nobody's is asked for twice.
 * What can't be asked for here is told, and stands in the way of nothing else.
 */
export async function askForMarked(world: RequestWorld, asking: AskingForMarked): Promise<AskedForMarked> {
  const { participant, attestation } = asking
  const scope = { as: 'participant', participant } as const
  const marked = await world.database.read(scope, (db) => markedRows(db, participant, attestation))
  const waiting = marked.filter(({ by, followUp }) => by === 'dms' && followUp === null).slice(0, AT_ONCE)
  const refused: { userId: UserId; refusal: MakeRefusal }[] = []
  let made = 0
  for (const row of waiting) {
    const asked = await world.database.write(scope, (tx) => askFor(tx, world, asking, row))
    if (asked === 'as-it-was') continue
    if (asked.ok) made += 1
    else refused.push({ userId: row.userId, refusal: asked.refusal })
    if (!asked.ok && asked.refusal.is === 'step-up') break
  }
  world.mailQueued()
  return { made, refused }
}

/** The row is held first: two who press at once make one request. */
async function askFor(
  tx: Tx,
  world: RequestWorld,
  { participant, attestation, maker, session, remark, at }: AskingForMarked,
  row: MarkedRow,
): Promise<Result<unknown, MakeRefusal> | 'as-it-was'> {
  const held = await tx
    .selectFrom('attested_access')
    .select('account_id')
    .where('attestation_id', '=', attestation)
    .where('account_id', '=', row.account)
    .where('attested', '=', true)
    .where('follow_up', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (held === undefined) return 'as-it-was'
  const { kind, input } = FOLLOWS[row.answer](row)
  const made = await makeWithin(tx, world, { kind, input, participant, maker, session, remark, at })
  if (made.ok)
    await tx
      .updateTable('attested_access')
      .set({ follow_up: rowOf(made.value.number) })
      .where('attestation_id', '=', attestation)
      .where('account_id', '=', row.account)
      .where('attested', '=', true)
      .where('follow_up', 'is', null)
      .execute()
  return made
}
