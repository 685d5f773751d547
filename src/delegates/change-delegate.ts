import { z } from 'zod'
import type { Touches } from '../accounts/rules/may-change-user.ts'
import { accountId, language, line, newId } from '../changes/input-fields.ts'
import type { Authority, ChangeKind, ChangeLine, ChangeWorld, Draft, Problem } from '../changes/kind.ts'
import type { Tx } from '../db/transaction.ts'
import type { ParticipantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import type { Chain } from '../kernel/vocabulary.ts'
import {
  amendPerson,
  closeCredentials,
  endOffice,
  reinstateAccount,
  suspendAccount,
} from './apply-to-delegate.ts'
import type { Delegate } from './delegates-of.ts'
import type { Deed, Hands } from './hands.ts'
import { type FirmAndDelegate, lookAtDelegate } from './look-at-firm.ts'
import { putEmail } from './put-email.ts'
import {
  type FirmOfDelegates,
  whyNotOneFirms,
  whyNotRemoved,
  whyNotTheAddress,
} from './rules/may-be-delegate.ts'

/** What may be done to a Delegated Administrator who is there: each deed with its input, its lines, its effect. */

const whoInput = z.object({ accountId })
const amendInput = z.object({ accountId, name: line, language })
const emailInput = z.object({ id: newId, accountId, address: z.string().trim().max(300) })

type Who = z.infer<typeof whoInput>
interface Target<Input> {
  readonly input: Input
  readonly participant: ParticipantId
  readonly delegate: Delegate
}
type Kind<Input> = ChangeKind<Input, FirmAndDelegate | undefined, Target<Input>>

interface Deeds<Input extends Who> {
  readonly deed: Exclude<Deed, 'appoint' | 'cover' | `card-${string}`>
  readonly touches: Touches
  readonly input: z.ZodType<Input>
  readonly why: (input: Input, firm: FirmOfDelegates, delegate: Delegate) => Problem | null
  readonly lines: (input: Input, delegate: Delegate) => readonly Omit<ChangeLine, 'about'>[]
  readonly apply: Effect<Target<Input>>
  readonly lift?: Effect<Input>
}

type Effect<Subject> = (
  tx: Tx,
  world: ChangeWorld,
  subject: Subject,
  authority: Authority,
  at: Instant,
) => Promise<void>

function changing<Input extends Who>(hands: Hands, deeds: Deeds<Input>): Kind<Input> {
  const { deed, input, apply, lift } = deeds
  return {
    ...hands.of(deed),
    restricts: lift !== undefined,
    input,
    look: (db, asked, known) => lookAtDelegate(db, asked.accountId, known),
    propose: (asked, seen) => propose(deeds, hands.of(deed).chain, asked, seen),
    apply,
    ...(lift === undefined ? {} : { lift }),
  }
}

function propose<Input extends Who>(
  { touches, why, lines }: Deeds<Input>,
  through: Chain,
  input: Input,
  seen: FirmAndDelegate | undefined,
): Result<Draft<Target<Input>>, Problem> {
  if (seen === undefined) return refused({ code: 'not-found' })
  const { participant, firm, delegate, elsewhere } = seen
  const problem = whyNotOneFirms(through, touches, elsewhere) ?? why(input, firm, delegate)
  if (problem !== null) return refused(problem)
  const about = delegate.userId
  const changed = lines(input, delegate).filter(({ before, after }) => before !== after)
  return done({
    proposal: { input, participant, delegate },
    concerns: [delegate.accountId],
    lines: changed.map((one) => ({ about, ...one })),
    more: 0,
    before: restsOn(delegate, firm),
  })
}

/** Not whether he initiated meanwhile: what is asked is as right as before. */
function restsOn({ membershipId, name, language: of, email, status, role }: Delegate, firm: FirmOfDelegates) {
  return JSON.stringify([membershipId, name, of, email, status, role, firm.singleControl])
}

const never = () => null

export const amending = (hands: Hands) =>
  changing(hands, {
    deed: 'amend',
    touches: 'person',
    input: amendInput,
    why: never,
    lines: (input, { name, language: before }) => [
      { field: 'name', before: name, after: input.name },
      { field: 'language', before, after: input.language },
    ],
    apply: (tx, world, { input, delegate }, authority, at) =>
      amendPerson(tx, world, { ...delegate, name: input.name, language: input.language }, authority, at),
  })

export const registeringEmail = (hands: Hands) =>
  changing(hands, {
    deed: 'register-email',
    touches: 'account',
    input: emailInput,
    why: ({ address }, firm, { role }) => whyNotTheAddress(firm, role, address),
    lines: ({ address }, { email }) => [{ field: 'email', before: email, after: address }],
    apply: (tx, world, { input, participant }, authority, at) =>
      putEmail(tx, world, { ...input, participant }, authority, at),
  })

/** He initiates 2FA again; what he had is of no use from that moment. */
export const resetting = (hands: Hands) =>
  changing(hands, {
    deed: 'reset',
    touches: 'account',
    input: whoInput,
    why: (_, __, { email }) => (email === null ? { code: 'no-address-to-initiate' } : null),
    lines: () => [{ field: 'credentials', before: 'as they are', after: 'closed' }],
    apply: (tx, world, { delegate }, authority, at) => closeCredentials(tx, world, delegate, authority, at),
  })

export const removing = (hands: Hands) =>
  changing(hands, {
    deed: 'remove',
    touches: 'role',
    input: whoInput,
    why: (_, firm, delegate) => whyNotRemoved(firm, delegate),
    lines: (_, { role }) => [{ field: 'role', before: role, after: null }],
    apply: (tx, world, { delegate }, authority, at) => endOffice(tx, world, delegate, authority, at),
  })

export const suspending = (hands: Hands) =>
  changing(hands, {
    deed: 'suspend',
    touches: 'account',
    input: whoInput,
    why: (_, __, { status }) => (status === 'suspended' ? { code: 'already-suspended' } : null),
    lines: () => [{ field: 'status', before: 'active', after: 'suspended' }],
    apply: (tx, world, { delegate }, authority, at) =>
      suspendAccount(tx, world, delegate.accountId, authority, at),
    lift: (tx, world, { accountId: account }, authority, at) =>
      reinstateAccount(tx, world, account, authority, at),
  })

export const reinstating = (hands: Hands) =>
  changing(hands, {
    deed: 'reinstate',
    touches: 'account',
    input: whoInput,
    why: (_, __, { status }) => (status === 'active' ? { code: 'not-suspended' } : null),
    lines: () => [{ field: 'status', before: 'suspended', after: 'active' }],
    apply: (tx, world, { delegate }, authority, at) =>
      reinstateAccount(tx, world, delegate.accountId, authority, at),
  })
