import { ofSeveralFirms } from '../accounts/of-several-firms.ts'
import type { EventKind } from '../audit/kinds.ts'
import { recordEvent } from '../audit/record-event.ts'
import { type Authority, authorityFacts, type ChangeWorld } from '../changes/kind.ts'
import type { Tx } from '../db/transaction.ts'
import type { AccountId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Delegate } from './delegates-of.ts'

/** What is written when a decision about a Delegated Administrator is carried out, each with its event. */

type Particulars = Readonly<Record<string, string>>

async function record(
  tx: Tx,
  world: ChangeWorld,
  kind: EventKind,
  accountId: AccountId,
  [authority, at]: readonly [Authority, Instant],
  particulars: Particulars = {},
): Promise<void> {
  const facts = { ...authorityFacts(authority), ...(await ofSeveralFirms(tx, accountId)) }
  await recordEvent(tx, world, { kind, at, accountId, reference: null, facts, particulars })
}

export async function amendPerson(
  tx: Tx,
  world: ChangeWorld,
  { personId, accountId, name, language }: Delegate,
  authority: Authority,
  at: Instant,
): Promise<void> {
  await tx.updateTable('person').set({ display_name: name, language }).where('id', '=', personId).execute()
  await record(tx, world, 'person.amended', accountId, [authority, at], { displayName: name })
}

/** Password and OTP channels end; the logon sessions they opened end with them. */
export async function closeCredentials(
  tx: Tx,
  world: ChangeWorld,
  { accountId }: Delegate,
  authority: Authority,
  at: Instant,
): Promise<void> {
  await tx
    .updateTable('credential')
    .set({ valid_to: at })
    .where('account_id', '=', accountId)
    .where('valid_to', 'is', null)
    .execute()
  await endSessions(tx, accountId, at)
  await record(tx, world, 'credentials.reset', accountId, [authority, at])
}

/** The office ends; the account with it, unless he holds another somewhere. Its User ID is never given again (P13). */
export async function endOffice(
  tx: Tx,
  world: ChangeWorld,
  { accountId, membershipId }: Delegate,
  authority: Authority,
  at: Instant,
): Promise<void> {
  await tx
    .updateTable('user_group_member')
    .set({ valid_to: at })
    .where('membership_id', '=', membershipId)
    .where('valid_to', 'is', null)
    .execute()
  await tx.updateTable('membership').set({ valid_to: at }).where('id', '=', membershipId).execute()
  await endSessions(tx, accountId, at)
  await record(tx, world, 'membership.ended', accountId, [authority, at])
  const { numUpdatedRows } = await tx
    .updateTable('account')
    .set({ status: 'removed' })
    .where('id', '=', accountId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('membership')
            .select('id')
            .whereRef('membership.account_id', '=', 'account.id')
            .where('membership.valid_to', 'is', null),
        ),
      ),
    )
    .executeTakeFirst()
  if (numUpdatedRows > 0n) await record(tx, world, 'account.removed', accountId, [authority, at])
}

export async function suspendAccount(
  tx: Tx,
  world: ChangeWorld,
  accountId: AccountId,
  authority: Authority,
  at: Instant,
): Promise<void> {
  await tx.updateTable('account').set({ status: 'suspended' }).where('id', '=', accountId).execute()
  await endSessions(tx, accountId, at)
  await record(tx, world, 'account.suspended', accountId, [authority, at])
}

export async function reinstateAccount(
  tx: Tx,
  world: ChangeWorld,
  accountId: AccountId,
  authority: Authority,
  at: Instant,
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('account')
    .set({ status: 'active' })
    .where('id', '=', accountId)
    .where('status', '=', 'suspended')
    .executeTakeFirst()
  if (numUpdatedRows > 0n) await record(tx, world, 'account.reinstated', accountId, [authority, at])
}

async function endSessions(tx: Tx, accountId: AccountId, at: Instant): Promise<void> {
  await tx
    .updateTable('logon_session')
    .set({ ended_at: at, ended_because: 'revoked' })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .execute()
}
