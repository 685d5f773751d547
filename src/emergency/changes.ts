import { z } from 'zod'
import { firmOf } from '../accounts/firm-of.ts'
import { mayChangeUser } from '../accounts/rules/may-change-user.ts'
import { accountId } from '../changes/input-fields.ts'
import type { ChangeKind, Draft, Known } from '../changes/kind.ts'
import { type FirmAndDelegate, lookAtDelegate } from '../delegates/look-at-firm.ts'
import { canonicalJson } from '../kernel/canonical-json.ts'
import type { AccountId, ParticipantId, UserId } from '../kernel/ids.ts'
import { done, refused } from '../kernel/result.ts'
import { IDENTIFIED } from '../kernel/vocabulary.ts'
import { type CredentialsSeen, lookCredentials } from '../resets/look-credentials.ts'
import { type EmergencyGrant, grantPasscode } from './grant-passcode.ts'
import { whyNot } from './rules/why-not.ts'

/** Whose, and how it was made sure that it is he. Of the passcode itself there is nothing in a request. */
const input = z.strictObject({ accountId, identified: z.enum(IDENTIFIED) })
type Asked = z.infer<typeof input>

type Kind<Seen> = ChangeKind<Asked, InFirm<Seen>, EmergencyGrant>

interface InFirm<Seen> {
  readonly firm: ParticipantId
  readonly seen: Seen
}

/** A DA maker asks for a user of his firm, a DA checker approves. */
export const emergencyPasscode: Kind<CredentialsSeen> = {
  id: 'emergency.passcode',
  chain: 'firm',
  restricts: false,
  input,
  look: async (db, { accountId: account }, known) => inFirm(known, await lookCredentials(db, account, known)),
  propose: (asked, { firm, seen }) => {
    const may = mayChangeUser(seen.user, 'account')
    if (!may.ok) return refused({ code: may.refusal })
    const { userId, status, accounts } = may.value
    const held = seen.credentials.map(({ kind }) => kind)
    const initiated = held.includes('password') && held.some((kind) => kind !== 'password')
    const problem = whyNot({ status, initiated })
    if (problem !== null) return refused({ code: problem })
    return done(draft(asked, firm, { userId, accounts, before: canonicalJson(seen) }))
  },
  apply: grantPasscode,
}

/** An operator asks for a DA, another one approves: his firm's other DAs are not to let themselves in by him. */
export const emergencyPasscodeOfDelegate: Kind<FirmAndDelegate | undefined> = {
  id: 'operators.da-emergency',
  chain: 'operators',
  restricts: false,
  input,
  look: async (db, { accountId: account }, known) => inFirm(known, await lookAtDelegate(db, account, known)),
  propose: (asked, { firm, seen }) => {
    if (seen === undefined) return refused({ code: 'not-found' })
    const { delegate } = seen
    const problem = whyNot(delegate)
    if (problem !== null) return refused({ code: problem })
    const { userId, membershipId, role, status, email } = delegate
    const before = canonicalJson({ membershipId, role, status, email })
    return done(draft(asked, firm, { userId, accounts: [asked.accountId], before }))
  },
  apply: grantPasscode,
}

function inFirm<Seen>({ participant }: Known, seen: Seen): InFirm<Seen> {
  return { firm: firmOf(participant), seen }
}

interface About {
  readonly userId: UserId
  readonly accounts: readonly AccountId[]
  readonly before: string
}

function draft(
  { accountId: account, identified }: Asked,
  participant: ParticipantId,
  { userId: about, accounts, before }: About,
): Draft<EmergencyGrant> {
  return {
    proposal: { accountId: account, participant, identified },
    concerns: accounts,
    lines: [
      { about, field: 'emergency-passcode', before: null, after: 'one' },
      { about, field: 'identified', before: null, after: identified },
    ],
    more: 0,
    before,
  }
}
