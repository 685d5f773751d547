import { z } from 'zod'
import { recordEvent } from '../../audit/record-event.ts'
import { accountId } from '../../changes/input-fields.ts'
import { type Authority, authorityFacts, type ChangeKind, type ChangeWorld } from '../../changes/kind.ts'
import type { Tx } from '../../db/transaction.ts'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import type { AccountId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import { done, refused } from '../../kernel/result.ts'
import type { AccountStatus } from '../../kernel/vocabulary.ts'
import { endSessionsOf } from '../end-sessions-of.ts'
import { firmOf } from '../firm-of.ts'
import { hisFirm, type Keepers, operators } from '../keepers.ts'
import { lookUser, type UserSeen } from '../look-user.ts'
import { ofSeveralFirms } from '../of-several-firms.ts'

const input = z.strictObject({ accountId })
type OneUser = z.infer<typeof input>
type Kind = ChangeKind<OneUser, UserSeen | null, OneUser>

const look: Kind['look'] = (db, { accountId: account }, { participant }) =>
  lookUser(db, firmOf(participant), { account })

/** Keeps a user out at once, on one person's word: after a leak there is no time for two. Another confirms or lifts it. */
const suspending = (by: Keepers): Kind => ({
  id: by.kindOf('suspend'),
  chain: by.chain,
  restricts: true,
  input,
  look,
  propose: (_, user) => turn(by, user, 'active', 'suspended'),
  apply: async (tx, world, { accountId: account }, authority, at) => {
    await setStatus(tx, account, 'active', 'suspended')
    await endSessionsOf(tx, world, account, authority, at)
    await record(tx, world, 'account.suspended', account, authority, at)
  },
  lift: async (tx, world, { accountId: account }, authority, at) => {
    if (await setStatus(tx, account, 'suspended', 'active'))
      await record(tx, world, 'account.reinstated', account, authority, at)
  },
})

/** Lets a suspended user in again, with the credentials he had. */
const reinstating = (by: Keepers): Kind => ({
  id: by.kindOf('reinstate'),
  chain: by.chain,
  restricts: false,
  input,
  look,
  propose: (_, user) => turn(by, user, 'suspended', 'active'),
  apply: async (tx, world, { accountId: account }, authority, at) => {
    await setStatus(tx, account, 'suspended', 'active')
    await record(tx, world, 'account.reinstated', account, authority, at)
  },
})

export const suspendUser = suspending(hisFirm)
export const suspendOfSeveral = suspending(operators)
export const reinstateUser = reinstating(hisFirm)
export const reinstateOfSeveral = reinstating(operators)

function turn(
  by: Keepers,
  user: UserSeen | null,
  from: AccountStatus,
  to: AccountStatus,
): ReturnType<Kind['propose']> {
  const kept = by.keep(user)
  if (!kept.ok) return kept
  const { userId, accountId: account, status, accounts } = kept.value
  if (status !== from) return refused({ code: from === 'active' ? 'already-suspended' : 'not-suspended' })
  const turned = { about: userId, field: 'status', before: from, after: to } as const
  return done({
    proposal: { accountId: account },
    concerns: accounts,
    lines: [turned],
    more: 0,
    before: canonicalJson({ user }),
  })
}

async function setStatus(
  tx: Tx,
  account: AccountId,
  from: AccountStatus,
  to: AccountStatus,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('account')
    .set({ status: to })
    .where('id', '=', account)
    .where('status', '=', from)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

async function record(
  tx: Tx,
  world: ChangeWorld,
  kind: 'account.suspended' | 'account.reinstated',
  account: AccountId,
  authority: Authority,
  at: Instant,
): Promise<void> {
  const facts = { ...authorityFacts(authority), ...(await ofSeveralFirms(tx, account)) }
  await recordEvent(tx, world, { kind, at, accountId: account, reference: null, facts, particulars: {} })
}
