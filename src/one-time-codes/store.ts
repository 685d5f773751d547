import { sql } from 'kysely'
import { foreseen } from '../db/not-as-foreseen.ts'
import { prepared } from '../db/prepared.ts'
import type { Tx } from '../db/transaction.ts'
import type { AttemptId, CodeId, CredentialId, Epoch } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { Asked, ChannelAsked } from './channel.ts'
import type { IssuedCode } from './rules/check-code.ts'
import { TRIES_PER_ATTEMPT } from './rules/code-policy.ts'

export interface NewCode extends Asked {
  readonly id: CodeId
  readonly digest: Buffer
  readonly expiresAt: Instant
}

export async function insertCode(tx: Tx, code: NewCode): Promise<void> {
  await tx
    .insertInto('one_time_code')
    .values({
      id: code.id,
      attempt_id: code.attemptId,
      purpose: code.purpose,
      epoch: code.epoch,
      digest: code.digest,
      issued_at: code.at,
      expires_at: code.expiresAt,
    })
    .execute()
}

const countedTry = prepared(
  (db, { attemptId, purpose, epoch }: Pick<Asked, 'attemptId' | 'purpose' | 'epoch'>) =>
    db
      .with('attempt', (first) =>
        first
          .updateTable('sign_in_attempt')
          .set({ code_tries: sql`code_tries + 1` })
          .where('id', '=', attemptId)
          .where('epoch', '=', epoch)
          .where('code_tries', '<', TRIES_PER_ATTEMPT)
          .returning('id'),
      )
      .with('code', (then) =>
        then
          .updateTable('one_time_code')
          .from('attempt')
          .set({ tries: sql`tries + 1` })
          .whereRef('one_time_code.attempt_id', '=', 'attempt.id')
          .where('purpose', '=', purpose)
          .where('epoch', '=', epoch)
          .returning(['one_time_code.id', 'digest', 'expires_at', 'spent_at', 'tries']),
      )
      .selectFrom('attempt')
      .leftJoin('code', (join) => join.onTrue())
      .select(['code.id', 'digest', 'expires_at', 'spent_at', 'tries']),
)

/**
 * Counts one try, on the attempt and on each of its codes, and returns those codes as they are now; none is no refusal.
 * `no-tries-left`: the attempt has had five, or is not of this epoch.
 *
 * One statement. The attempt's row is locked by it until the transaction ends, so parallel checks of one attempt come
 * one after the other, and each sees what the one before has spent.
 */
export async function takePasscodeTry(
  tx: Tx,
  asked: Asked,
): Promise<Result<readonly IssuedCode[], 'no-tries-left'>> {
  const { rows } = await countedTry(tx, asked)
  if (rows.length === 0) return refused('no-tries-left')
  return done(
    rows.flatMap(({ id, digest, expires_at, spent_at, tries }) =>
      id === null || digest === null || expires_at === null || tries === null
        ? []
        : [{ id, digest, expiresAt: expires_at, spentAt: spent_at, tries }],
    ),
  )
}

/** True for the one caller who spends the code. */
export async function spendCode(tx: Tx, id: CodeId, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('one_time_code')
    .set({ spent_at: at })
    .where('id', '=', id)
    .where('spent_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

interface UsedStep {
  readonly credentialId: CredentialId
  readonly step: number
  readonly attemptId: AttemptId
  readonly epoch: Epoch
  readonly at: Instant
}

const stepInsert = ({ credentialId, step, attemptId, epoch, at }: UsedStep) => sql`
    insert into spent_totp_step (credential_id, step, epoch, spent_at)
    select ${credentialId}, ${step}, ${epoch}, ${at}
    from (select from sign_in_attempt where id = ${attemptId} and epoch = ${epoch}
      and code_tries < ${sql.lit(TRIES_PER_ATTEMPT)} for update) attempt
    on conflict do nothing`
const insertStep = prepared((_, used: UsedStep) => stepInsert(used))
const insertStepForeseen = prepared(
  (_, used: UsedStep) =>
    sql`with spent as (${stepInsert(used)} returning 1) select ${foreseen(sql`exists (select from spent)`)}`,
)

/**
 * True for the one caller who uses this step of this secret, in whatever epoch (RFC 6238 section 5.2), in an attempt
 * that has a try left. The attempt's row is locked, as by a try.
 */
export async function spendStep(tx: Tx, asked: ChannelAsked, step: number): Promise<boolean> {
  return (await insertStep(tx, used(asked, step))).numAffectedRows === 1n
}

/** The same for who foresees that he is the one; where he is not, the statement fails, and what was sent with it. */
export async function spendStepForeseen(tx: Tx, asked: ChannelAsked, step: number): Promise<void> {
  await insertStepForeseen(tx, used(asked, step))
}

function used({ credential, attemptId, epoch, at }: ChannelAsked, step: number): UsedStep {
  return { credentialId: credential.id, step, attemptId, epoch, at }
}
