import { z } from 'zod'
import { endSessionsOf } from '../../accounts/end-sessions-of.ts'
import { mayChangeUser } from '../../accounts/rules/may-change-user.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { accountId } from '../../changes/input-fields.ts'
import { authorityFacts, type ChangeKind } from '../../changes/kind.ts'
import type { Tx } from '../../db/transaction.ts'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import type { AccountId, CredentialId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import { done, refused } from '../../kernel/result.ts'
import { type Credential, type CredentialsSeen, lookCredentials } from '../look-credentials.ts'
import { tellHolder } from '../tell-holder.ts'

/** An account, and nothing else: who resets a password never chooses or sees one (ASVS 6.4.6). */
const input = z.strictObject({ accountId })
type OneUser = z.infer<typeof input>

interface Proposal extends OneUser {
  readonly closed: readonly CredentialId[]
}
type Kind = ChangeKind<OneUser, CredentialsSeen, Proposal>

/**
 * | reset         | closes                    | told as          | what remains to be proven at initiation       |
 * | ------------- | ------------------------- | ---------------- | --------------------------------------------- |
 * | of a password | the password              | `password-reset` | registered email, and a channel that stayed   |
 * | of channels   | password and all channels | `channel-reset`  | registered email: the same as at the first time |
 */
const RESETS = {
  'credentials.reset-password': {
    closes: ({ kind }: Credential) => kind === 'password',
    event: 'password.reset',
    told: 'password-reset',
  },
  'credentials.reset-channel': { closes: () => true, event: 'credentials.reset', told: 'channel-reset' },
} as const

export const resetPassword = resetting('credentials.reset-password')
export const resetChannel = resetting('credentials.reset-channel')

function resetting(id: keyof typeof RESETS): Kind {
  const { closes, event, told } = RESETS[id]
  return {
    id,
    chain: 'firm',
    restricts: false,
    input,
    look: (db, { accountId: account }, known) => lookCredentials(db, account, known),
    propose: (_, seen) => {
      const may = mayChangeUser(seen.user, 'account')
      if (!may.ok) return refused({ code: may.refusal })
      const closed = seen.credentials.filter(closes)
      if (closed.length === 0) return refused({ code: 'nothing-to-reset' })
      const { userId: about, accounts, accountId: account } = may.value
      return done({
        proposal: { accountId: account, closed: closed.map(({ id: credential }) => credential) },
        concerns: accounts,
        lines: closed.map(({ kind }) => ({ about, field: FIELDS[kind], before: 'set', after: null })),
        more: 0,
        before: canonicalJson(seen),
      })
    },
    apply: async (tx, world, { accountId: account, closed }, authority, at) => {
      await close(tx, account, closed, at)
      await endSessionsOf(tx, world, account, authority, at)
      const facts = authorityFacts(authority)
      await recordEvent(tx, world, {
        ...{ kind: event, at, accountId: account, reference: null },
        ...{ facts: { ...facts, closed: closed.length }, particulars: {} },
      })
      await tellHolder(tx, world, { account, change: told, at })
    },
  }
}

const FIELDS = { password: 'password', app: 'channel-app', email: 'channel-email' } as const

/** The account first: an initiation that ends at the same moment holds it too, and comes before this or after it. */
async function close(
  tx: Tx,
  account: AccountId,
  closed: readonly CredentialId[],
  at: Instant,
): Promise<void> {
  await tx.selectFrom('account').select('id').where('id', '=', account).forNoKeyUpdate().execute()
  const { numUpdatedRows } = await tx
    .updateTable('credential')
    .set({ valid_to: at })
    .where('id', 'in', [...closed])
    .where('account_id', '=', account)
    .where('valid_to', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows !== BigInt(closed.length)) throw new Error(`credentials of ${account} changed meanwhile`)
}
