import { z } from 'zod'
import { firmOf } from '../../accounts/firm-of.ts'
import { lookUser, type UserSeen } from '../../accounts/look-user.ts'
import { mayChangeUser } from '../../accounts/rules/may-change-user.ts'
import { readFirmLocks, releaseLock } from '../../attempts/firm-locks.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { accountId } from '../../changes/input-fields.ts'
import { authorityFacts, type ChangeKind } from '../../changes/kind.ts'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import type { ParticipantId } from '../../kernel/ids.ts'
import { done, refused } from '../../kernel/result.ts'
import { tellHolder } from '../tell-holder.ts'

const input = z.strictObject({ accountId })
type OneUser = z.infer<typeof input>

interface Seen {
  readonly firm: ParticipantId
  readonly user: UserSeen | null
  readonly isLocked: boolean
}

interface Proposal extends OneUser {
  readonly firm: ParticipantId
}

/**
 * Releases a lock of logon by OTP before its time. Until when it holds is not part of what is asked: a stranger who sets
 * the next one while the request waits would make it void, again and again.
 */
export const unlock: ChangeKind<OneUser, Seen, Proposal> = {
  id: 'lock.release',
  chain: 'firm',
  restricts: false,
  input,
  look: async (db, { accountId: account }, { participant, at }) => {
    const firm = firmOf(participant)
    const locks = await readFirmLocks(db, { firm, account, at })
    return { firm, user: await lookUser(db, firm, { account }), isLocked: locks.length > 0 }
  },
  propose: (_, { firm, user, isLocked }) => {
    const may = mayChangeUser(user, 'account')
    if (!may.ok) return refused({ code: may.refusal })
    if (!isLocked) return refused({ code: 'not-locked' })
    const { userId: about, accountId: account, accounts } = may.value
    return done({
      proposal: { accountId: account, firm },
      concerns: accounts,
      lines: [{ about, field: 'lock', before: 'locked', after: null }],
      more: 0,
      before: canonicalJson({ user, isLocked }),
    })
  },
  apply: async (tx, world, { accountId: account, firm }, authority, at) => {
    if (!(await releaseLock(tx, { firm, account, at }))) return
    const facts = { ...authorityFacts(authority), participant: firm }
    const event = { kind: 'lock.released', at, accountId: account, reference: null } as const
    await recordEvent(tx, world, { ...event, facts, particulars: {} })
    await tellHolder(tx, world, { account, told: { kind: 'changed-by-firm', change: 'unlocked' }, at })
  },
}
