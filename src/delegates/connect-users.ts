import { z } from 'zod'
import { isUserIdTaken } from '../accounts/look-user.ts'
import { recordEvent } from '../audit/record-event.ts'
import { accountId, language, line, membershipId, newId, personId, userId } from '../changes/input-fields.ts'
import { authorityFacts, type ChangeKind } from '../changes/kind.ts'
import type { ReadDb, Tx } from '../db/transaction.ts'
import type { MembershipId, ParticipantId, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { done, refused } from '../kernel/result.ts'
import { ACCESS_RIGHTS, type AccessRight } from '../kernel/vocabulary.ts'
import { addressFault } from '../mail/rules/address-fault.ts'
import { type ConnectUser, connectUsersOf } from './connect-users-of.ts'
import { putEmail } from './put-email.ts'

const rights = z.array(z.object({ id: newId, right: z.enum(ACCESS_RIGHTS) }))

const openInput = z.object({
  ...{ personId, accountId, membershipId, emailId: newId, userId, name: line, language },
  address: z.string().trim().max(300),
  rights,
})
type Opening = z.infer<typeof openInput>

interface OpeningSeen {
  readonly participant: ParticipantId | null
  readonly taken: boolean
}

/**
 * A Client Connect user, who keeps the firm's Delegated Administrators: by two operators, for nobody of the firm may make
 * his own keeper. With an address, for he initiates 2FA by himself.
 */
export const openConnectUser: ChangeKind<
  Opening,
  OpeningSeen,
  Opening & { readonly participant: ParticipantId }
> = {
  id: 'connect.open-user',
  chain: 'operators',
  restricts: false,
  input: openInput,
  look: async (db, input, { participant }) => ({ participant, taken: await isUserIdTaken(db, input.userId) }),
  propose: (input, { participant, taken }) => {
    if (participant === null) return refused({ code: 'not-found' })
    if (taken) return refused({ code: 'user-id-taken', field: 'userId' })
    const fault = addressFault(input.address)
    if (fault !== undefined) return refused({ code: fault, field: 'address' })
    const values = [
      ['user-id', input.userId],
      ['name', input.name],
      ['language', input.language],
      ['role', 'client-connect'],
      ['email', input.address],
      ['access-rights', sayRights(input.rights)],
    ] as const
    const lines = values.map(([field, after]) => ({ about: input.userId, field, before: null, after }))
    return done({ proposal: { ...input, participant }, concerns: [], lines, more: 0, before: '' })
  },
  apply: async (tx, world, opening, authority, at) => {
    const { personId: person, accountId: account, membershipId: membership, participant, name } = opening
    await tx
      .insertInto('person')
      .values({ id: person, display_name: name, language: opening.language, created_at: at })
      .execute()
    const opened = { id: account, person_id: person, user_id: opening.userId, created_at: at }
    await tx
      .insertInto('account')
      .values({ ...opened, status: 'active' })
      .execute()
    const held = { participant_id: participant, role: 'client-connect', valid_from: at } as const
    await tx
      .insertInto('membership')
      .values({ id: membership, account_id: account, ...held, valid_to: null })
      .execute()
    await grant(tx, membership, opening.rights, at)
    const facts = { ...authorityFacts(authority), role: held.role, participant }
    await recordEvent(tx, world, {
      ...{ kind: 'account.opened', at, accountId: account, reference: null, facts },
      particulars: { userId: opening.userId, displayName: name },
    })
    const email = { id: opening.emailId, accountId: account, address: opening.address, participant }
    await putEmail(tx, world, email, authority, at)
  },
}

const amendInput = z.object({ userId, rights })
type Amending = z.infer<typeof amendInput>

interface AmendingSeen {
  readonly participant: ParticipantId | null
  readonly user: ConnectUser | undefined
}

interface Amendment {
  readonly user: ConnectUser
  readonly rights: Amending['rights']
}

/** What a Client Connect user may do for the firm: exactly these rights from then on. */
export const amendConnectRights: ChangeKind<Amending, AmendingSeen, Amendment> = {
  id: 'connect.amend-rights',
  chain: 'operators',
  restricts: false,
  input: amendInput,
  look: async (db, { userId: named }, { participant }) => ({
    participant,
    user: await find(db, participant, named),
  }),
  propose: ({ rights: wanted }, { user }) => {
    if (user === undefined) return refused({ code: 'nobody-of-firm', field: 'userId' })
    const [before, after] = [sayRights(user.rights.map((right) => ({ right }))), sayRights(wanted)]
    const line = { about: user.userId, field: 'access-rights', before, after } as const
    return done({
      proposal: { user, rights: wanted },
      concerns: [user.accountId],
      lines: before === after ? [] : [line],
      more: 0,
      before: before ?? '',
    })
  },
  apply: async (tx, world, { user, rights: wanted }, authority, at) => {
    const { membershipId: membership, accountId: account } = user
    const kept = wanted.map(({ right }) => right)
    const gone = user.rights.filter((right) => !kept.includes(right))
    for (const right of gone)
      await tx
        .updateTable('access_right')
        .set({ valid_to: at })
        .where('membership_id', '=', membership)
        .where('right', '=', right)
        .where('valid_to', 'is', null)
        .execute()
    const added = wanted.filter(({ right }) => !user.rights.includes(right))
    await grant(tx, membership, added, at)
    const facts = { ...authorityFacts(authority), before: user.rights.join(' '), after: kept.join(' ') }
    const event = { kind: 'access-rights.amended', at, accountId: account, reference: null } as const
    await recordEvent(tx, world, { ...event, facts, particulars: {} })
  },
}

async function find(db: ReadDb, participant: ParticipantId | null, named: UserId) {
  const users = participant === null ? [] : await connectUsersOf(db, participant)
  return users.find((user) => user.userId === named)
}

/** In the order of the vocabulary; null where there is none. */
function sayRights(held: readonly { readonly right: AccessRight }[]): string | null {
  const said = ACCESS_RIGHTS.filter((right) => held.some((one) => one.right === right)).join(', ')
  return said === '' ? null : said
}

async function grant(tx: Tx, membership: MembershipId, given: Opening['rights'], at: Instant): Promise<void> {
  for (const { id, right } of given)
    await tx
      .insertInto('access_right')
      .values({ id, membership_id: membership, right, valid_from: at, valid_to: null })
      .execute()
}
