import { sql } from 'kysely'
import { sayNumber } from '../changes/rules/request-number.ts'
import { prepared } from '../db/prepared.ts'
import type { Tx } from '../db/transaction.ts'
import type { CredentialId, EmergencyPasscodeId, RequestNumber } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { EmergencyEnd } from '../kernel/vocabulary.ts'
import type { Asked } from '../one-time-codes/channel.ts'
import { TRIES_PER_ATTEMPT } from '../one-time-codes/rules/code-policy.ts'
import { normalisePasscode, type Passcode } from '../one-time-codes/rules/normalise-passcode.ts'
import type { Sealer } from '../sealing/seal.ts'
import { isDigestOf } from './rules/digest-passcode.ts'
import { EMERGENCY_PASSCODE } from './rules/figures.ts'
import { type EmergencyPasscode, judgeUse, type UseRefusal } from './rules/judge-use.ts'

/** Undefined where what was typed can't be an emergency passcode: then it is the channel's to judge. */
export function emergencyPasscodeIn(typed: string): Passcode | undefined {
  const read = normalisePasscode(typed, EMERGENCY_PASSCODE.digits)
  return read.ok ? read.value : undefined
}

export interface EmergencyUse extends Pick<Asked, 'attemptId' | 'epoch' | 'at'> {
  readonly passcode: Passcode
  /** The password that was typed with it. It is locked before the passcode is, as whoever closes it does. */
  readonly passwordId: CredentialId
  /** False where the logon fails for another reason: then a right one is not spent, and may be used once that is mended. */
  readonly spends: boolean
}

export type EmergencyRefusal = UseRefusal | 'no-tries-left'

/** Counts the try, checks, and spends what was right, all in `tx`, which must commit refusals too. */
export async function useEmergencyPasscode(
  tx: Tx,
  sealer: Sealer,
  use: EmergencyUse,
): Promise<Result<EmergencyUsed, EmergencyRefusal>> {
  const { passcode, spends, at } = use
  const [row] = (await countedTry(tx, use)).rows
  if (row === undefined) return refused('no-tries-left')
  const latest = passcodeOf(row)
  const isTyped = (of: EmergencyPasscode | null) =>
    isDigestOf(of?.digest ?? NO_DIGEST, sealer, of?.id ?? NO_ID, passcode)
  const found = judgeUse(latest, isTyped, at)
  if (!found.ok) return found
  const { id, digest, request } = found.value
  const used = { id, request: sayNumber(request) }
  if (!spends) return done(used)
  const spent = await spend(tx, { ...use, id, digest })
  return spent.numAffectedRows === 1n ? done(used) : refused('already-used')
}

const NO_DIGEST = Buffer.alloc(33, 1)
const NO_ID = '00000000-0000-4000-8000-000000000000' as EmergencyPasscodeId

/** What was spent, and on whose word there was such a thing. */
export interface EmergencyUsed {
  readonly id: EmergencyPasscodeId
  readonly request: RequestNumber
}

function passcodeOf({ id, request, expiresAt, ...row }: Row): EmergencyPasscode | null {
  if (id === null || request === null || expiresAt === null) return null
  return { ...row, id, request, expiresAt, drawn: row.digest === null ? 0 : 1 }
}

interface Row {
  /** Null: the account was never given one. */
  readonly id: EmergencyPasscodeId | null
  readonly request: number | null
  readonly digest: Buffer | null
  readonly expiresAt: Instant | null
  readonly spentAt: Instant | null
  readonly ended: EmergencyEnd | null
}

/** No row: the attempt has had its tries. One statement, as for any wrong passcode: nothing tells whether there is one. */
const countedTry = prepared(
  (_, { attemptId, epoch }: Pick<EmergencyUse, 'attemptId' | 'epoch'>) => sql<Row>`
    with attempt as (
      update sign_in_attempt set code_tries = code_tries + 1
      where id = ${attemptId} and epoch = ${epoch} and code_tries < ${sql.lit(TRIES_PER_ATTEMPT)}
      returning account_id)
    select latest.id, request, digest, expires_at as "expiresAt", spent_at as "spentAt", ended
    from attempt left join lateral (
      select id, request, digest, expires_at, spent_at, ended from emergency_passcode p where p.account_id = attempt.account_id
      order by granted_at desc, (spent_at is null and ended is null) desc limit 1) latest on true`,
)

interface Spending extends Pick<EmergencyUse, 'passwordId' | 'at'> {
  readonly id: EmergencyPasscodeId
  readonly digest: Buffer | null
}

/** One row for the one caller who spends it, if it has not been drawn anew, ended or used since it was read. */
const spend = prepared(
  (_, { id, digest, passwordId, at }: Spending) => sql`
    with password as materialized (
      select from credential where id = ${passwordId} and valid_to is null for share)
    update emergency_passcode set spent_at = ${at} from password
    where id = ${id} and digest = ${digest} and spent_at is null and ended is null and expires_at > ${at}`,
)
