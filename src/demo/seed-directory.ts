import { suspendUser } from '../accounts/changes/suspend-user.ts'
import { openAccount } from '../accounts/changes.ts'
import type { ChangeWorld } from '../changes/kind.ts'
import type { Tx } from '../db/transaction.ts'
import { registerEmail } from '../emails/changes.ts'
import type { AccountId, FunctionId, MembershipId, ParticipantId, PersonId, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Role } from '../kernel/vocabulary.ts'
import { decideLaunch } from '../launch/changes.ts'
import { recordContact } from '../participants/changes/keep-contact.ts'
import { admitParticipant } from '../participants/changes.ts'
import { contactsOfFirm } from './directory/contacts.ts'
import type { DemoDirectory } from './directory/directory.ts'
import type { Firm } from './directory/firms.ts'
import { type DemoPerson, LEFT } from './directory/people.ts'

export const FUNCTIONS_OF: Readonly<Record<NonNullable<DemoPerson['group']>, readonly FunctionId[]>> = {
  settlement: ['ccms.online', 'ccms.overnight'] as FunctionId[],
  online: ['ccms.online'] as FunctionId[],
  reports: ['ccms.overnight'] as FunctionId[],
  security: ['dms.security'] as FunctionId[],
}

const AUTHORITY = { by: 'import', file: 'demo directory' } as const
/** The predecessor circular's day: the directory stood long before the connectivity test. */
const IMPORTED_AT = Temporal.Instant.from('2023-04-03T09:00+08:00')

export interface SeededAccount {
  readonly person: DemoPerson
  readonly accountId: AccountId
  readonly email: string | undefined
}

/**
 * Brings in the made-up directory as the files of a registry would: nobody asks for it. All at once: what the changes
 * of many say in one breath is one message.
 */
export async function seedDirectory(
  tx: Tx,
  world: ChangeWorld,
  { firms, people }: DemoDirectory,
): Promise<readonly SeededAccount[]> {
  const opened = firms.map(async (firm) => [firm.prefix, await seedFirm(tx, world, firm)] as const)
  const firmIds = new Map(await Promise.all(opened))
  return Promise.all(people.map((person) => seedPerson(tx, world, person, firmIds)))
}

interface SeededFirm {
  readonly id: ParticipantId
  readonly mailDomain: string
  readonly groups: Readonly<Record<string, string>>
}

async function seedFirm(tx: Tx, world: ChangeWorld, firm: Firm): Promise<SeededFirm> {
  const uuid = () => world.randomness.uuid()
  const id = uuid() as ParticipantId
  const groups = Object.entries(FUNCTIONS_OF).map(([name, functions]) => ({ id: uuid(), name, functions }))
  const { code, nameEn, nameZh, singleControl } = firm
  const admitted = { id, code, nameEn, nameZh, singleControl, groups }
  await admitParticipant.apply(tx, world, admitted, AUTHORITY, IMPORTED_AT)
  for (const contact of contactsOfFirm(firm.prefix)) {
    const email = `operations@${firm.mailDomain}`
    const recorded = { firm: id, contact: { ...contact, id: uuid(), email } }
    await recordContact.apply(tx, world, recorded, AUTHORITY, IMPORTED_AT)
  }
  return {
    id,
    mailDomain: firm.mailDomain,
    groups: Object.fromEntries(groups.map((group) => [group.name, group.id])),
  }
}

async function seedPerson(
  tx: Tx,
  world: ChangeWorld,
  person: DemoPerson,
  firmIds: ReadonlyMap<string, SeededFirm>,
): Promise<SeededAccount> {
  const uuid = () => world.randomness.uuid()
  const firm = person.firm === null ? undefined : firmIds.get(person.firm)
  const [accountId, membershipId] = [uuid() as AccountId, uuid() as MembershipId]
  const groupId = person.group === null ? undefined : firm?.groups[person.group]
  const opened = {
    personId: uuid() as PersonId,
    accountId,
    membershipId,
    userId: person.userId as UserId,
    displayName: person.name,
    language: person.language,
    role: person.role as Role,
    participantId: firm?.id ?? null,
    groups: groupId === undefined ? [] : [{ id: uuid(), groupId }],
  }
  await openAccount.apply(tx, world, opened, AUTHORITY, IMPORTED_AT)
  for (const right of person.rights) {
    const granted = { id: uuid(), membership_id: membershipId, right, valid_from: IMPORTED_AT }
    await tx.insertInto('access_right').values(granted).execute()
  }
  const email =
    person.state === 'no-email' ? undefined : addressOf(person, firm?.mailDomain ?? 'clearinghouse.example')
  if (email !== undefined) {
    const registered = { id: uuid(), accountId, address: email, participant: null }
    await registerEmail.apply(tx, world, registered, AUTHORITY, IMPORTED_AT)
  }
  if (person.state === 'suspended') await suspendUser.apply(tx, world, { accountId }, AUTHORITY, IMPORTED_AT)
  return { person, accountId, email }
}

/** The person's name and the User ID's end: two people of one firm may have one name. */
function addressOf(person: DemoPerson, domain: string): string {
  return `${LEFT === person.userId ? 'gone.' : ''}${person.name.toLowerCase().replaceAll(' ', '.')}.${person.userId.slice(3).toLowerCase()}@${domain}`
}

/** Two operators signed go at noon on the day before the launch. */
export async function seedGo(
  tx: Tx,
  world: ChangeWorld,
  programmeId: string,
  accounts: readonly SeededAccount[],
  at: Instant,
): Promise<void> {
  const find = (role: Role) => accounts.find((account) => account.person.role === role)?.accountId
  const maker = find('operator-maker')
  const checker = find('operator-checker')
  if (maker === undefined || checker === undefined) throw new Error('the demo directory has no two operators')
  const go = { programmeId, decision: 'go', remark: 'Regulatory approval received.' } as const
  await decideLaunch.apply(tx, world, go, { ...AUTHORITY, signed: { maker, checker } }, at)
}
