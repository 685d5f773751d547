import { z } from 'zod'
import { endSessionsOf } from '../../accounts/end-sessions-of.ts'
import { hisFirm, type Keepers, operators } from '../../accounts/keepers.ts'
import { ofSeveralFirms } from '../../accounts/of-several-firms.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { accountId } from '../../changes/input-fields.ts'
import { authorityFacts, type ChangeKind, type KindId } from '../../changes/kind.ts'
import type { Tx } from '../../db/transaction.ts'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import type { AccountId, CredentialId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import { done, refused } from '../../kernel/result.ts'
import { type Credential, type CredentialsSeen, lookCredentials } from '../look-credentials.ts'
import { type ToldOf, tellHolder } from '../tell-holder.ts'

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
 *
 * Whom several firms have operators reset, as a whole: of channels.
 */
interface Reset extends Pick<Keepers, 'chain' | 'keep'> {
  readonly id: KindId
  readonly closes: (credential: Credential) => boolean
  readonly event: 'password.reset' | 'credentials.reset'
  readonly told: ToldOf
}

export const resetPassword = resetting({
  ...hisFirm,
  id: 'credentials.reset-password',
  closes: ({ kind }) => kind === 'password',
  event: 'password.reset',
  told: { kind: 'changed-by-firm', change: 'password-reset' },
})
export const resetChannel = resetting({
  ...{ ...hisFirm, id: hisFirm.kindOf('reset'), closes: () => true, event: 'credentials.reset' },
  told: { kind: 'changed-by-firm', change: 'channel-reset' },
})
export const resetOfSeveral = resetting({
  ...{ ...operators, id: operators.kindOf('reset'), closes: () => true, event: 'credentials.reset' },
  told: { kind: 'reset-by-operators' },
})

function resetting({ id, chain, keep, closes, event, told }: Reset): Kind {
  return {
    id,
    chain,
    restricts: false,
    input,
    look: (db, { accountId: account }, known) => lookCredentials(db, account, known),
    propose: (_, seen) => {
      const kept = keep(seen.user)
      if (!kept.ok) return kept
      const closed = seen.credentials.filter(closes)
      if (closed.length === 0) return refused({ code: 'nothing-to-reset' })
      const { userId: about, accounts, accountId: account } = kept.value
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
      const facts = { ...authorityFacts(authority), ...(await ofSeveralFirms(tx, account)) }
      await recordEvent(tx, world, {
        ...{ kind: event, at, accountId: account, reference: null },
        ...{ facts: { ...facts, closed: closed.length }, particulars: {} },
      })
      await tellHolder(tx, world, { account, told, at })
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
