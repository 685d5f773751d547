import { sql } from 'kysely'
import { z } from 'zod'
import { endSessionsOf } from '../../accounts/end-sessions-of.ts'
import { firmOf } from '../../accounts/firm-of.ts'
import { lookUser, type UserSeen } from '../../accounts/look-user.ts'
import { mayChangeUser } from '../../accounts/rules/may-change-user.ts'
import { accountId } from '../../changes/input-fields.ts'
import type { ChangeKind } from '../../changes/kind.ts'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import { done, refused } from '../../kernel/result.ts'
import { tellHolder } from '../tell-holder.ts'

const input = z.strictObject({ accountId })
type OneUser = z.infer<typeof input>

interface Seen {
  readonly user: UserSeen | null
  readonly live: number
}

/**
 * Ends all logon sessions of a user at once, on one person's word; he may log on again. Another person looks at it
 * afterwards; to lift it says that it was wrong, and brings no session back.
 */
export const endSessions: ChangeKind<OneUser, Seen, OneUser> = {
  id: 'sessions.end',
  chain: 'firm',
  restricts: true,
  input,
  look: async (db, { accountId: account }, { participant, at }) => {
    const user = await lookUser(db, firmOf(participant), { account })
    const { live } = await db
      .selectFrom('logon_session')
      .select(sql<number>`count(*)`.as('live'))
      .where('account_id', '=', account)
      .where('ended_at', 'is', null)
      .where('expires_at', '>', at)
      .executeTakeFirstOrThrow()
    return { user, live }
  },
  propose: (_, { user, live }) => {
    const may = mayChangeUser(user, 'account')
    if (!may.ok) return refused({ code: may.refusal })
    if (live === 0) return refused({ code: 'no-live-session' })
    const { userId: about, accountId: account, accounts } = may.value
    return done({
      proposal: { accountId: account },
      concerns: accounts,
      lines: [{ about, field: 'sessions', before: String(live), after: '0' }],
      more: 0,
      before: canonicalJson({ user, live }),
    })
  },
  apply: async (tx, world, { accountId: account }, authority, at) => {
    await endSessionsOf(tx, world, account, authority, at)
    await tellHolder(tx, world, { account, told: { kind: 'changed-by-firm', change: 'sessions-ended' }, at })
  },
  lift: async () => {},
}
