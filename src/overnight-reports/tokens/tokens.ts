import { type AuditWorld, recordEvent } from '../../audit/record-event.ts'
import type { ReadDb, Tx } from '../../db/transaction.ts'
import { sha256 } from '../../kernel/digest.ts'
import type { ReportTokenId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'

/** By which a batch publishes reports, and does nothing else. */
export interface ReportToken {
  readonly id: ReportTokenId
  readonly name: string
  readonly madeAt: Instant
  readonly madeBy: string
  readonly expiresAt: Instant
  readonly revokedAt: Instant | null
}

/** So that one that was left in a file, or a log, is known for what it is. */
const PREFIX = 'sallyport_reports_'
const SECRET_BYTES = 32
const COLUMNS = [
  'id',
  'name',
  'made_at as madeAt',
  'made_by as madeBy',
  'expires_at as expiresAt',
  'revoked_at as revokedAt',
] as const

export interface TokenDeed {
  readonly name: string
  readonly at: Instant
  /** Who, and where. */
  readonly by: string
}

/** The token itself, which is in no row and shown once; undefined where the name is a live one's. */
export async function makeToken(
  tx: Tx,
  world: AuditWorld,
  { name, at, by, expiresAt }: TokenDeed & { readonly expiresAt: Instant },
): Promise<string | undefined> {
  const token = `${PREFIX}${Buffer.from(world.randomness.bytes(SECRET_BYTES)).toString('base64url')}`
  const id = world.randomness.uuid() as ReportTokenId
  const made = await tx
    .insertInto('report_token')
    .values({
      ...{ id, name, digest: sha256(token), made_at: at, made_by: by, expires_at: expiresAt },
      ...{ revoked_at: null, revoked_by: null },
    })
    .onConflict((conflict) => conflict.column('name').where('revoked_at', 'is', null).doNothing())
    .executeTakeFirst()
  if (made.numInsertedOrUpdatedRows !== 1n) return undefined
  const facts = { token: id, name, expiresAt: expiresAt.toString() }
  await recordTokenEvent(tx, world, { kind: 'report-token.made', at, facts, by })
  return token
}

/** False where no live token has this name. */
export async function revokeToken(tx: Tx, world: AuditWorld, { name, at, by }: TokenDeed): Promise<boolean> {
  const revoked = await tx
    .updateTable('report_token')
    .set({ revoked_at: at, revoked_by: by })
    .where('name', '=', name)
    .where('revoked_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (revoked === undefined) return false
  await recordTokenEvent(tx, world, {
    kind: 'report-token.revoked',
    ...{ at, by, facts: { token: revoked.id, name } },
  })
  return true
}

/** All there ever were, newest last. */
export function listTokens(db: ReadDb): Promise<readonly ReportToken[]> {
  return db.selectFrom('report_token').select(COLUMNS).orderBy('made_at').orderBy('id').execute()
}

/** Found by its digest: how long that takes says nothing of a token that is nearly right. */
export function findToken(db: ReadDb, token: string): Promise<ReportToken | undefined> {
  return db.selectFrom('report_token').select(COLUMNS).where('digest', '=', sha256(token)).executeTakeFirst()
}

export function isLive({ revokedAt, expiresAt }: ReportToken, at: Instant): boolean {
  return revokedAt === null && Temporal.Instant.compare(at, expiresAt) < 0
}

/** Holds it: a revocation comes before what is done by it, or after. */
export async function isLiveStill(tx: Tx, id: ReportTokenId, at: Instant): Promise<boolean> {
  const row = await tx
    .selectFrom('report_token')
    .select('id')
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', at)
    .forShare()
    .executeTakeFirst()
  return row !== undefined
}

interface TokenEvent {
  readonly kind: 'report-token.made' | 'report-token.revoked'
  readonly at: Instant
  readonly by: string
  readonly facts: Readonly<Record<string, string>>
}

async function recordTokenEvent(tx: Tx, world: AuditWorld, { by, ...event }: TokenEvent): Promise<void> {
  await recordEvent(tx, world, { ...event, accountId: null, reference: null, particulars: { by } })
}
