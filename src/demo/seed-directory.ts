import { catalogue } from '../catalogue.ts'
import type { Authority, ChangeKind, ChangeWorld } from '../changes/kind.ts'
import type { Tx } from '../db/transaction.ts'
import type { AccountId, FunctionId, MembershipId, ParticipantId, PersonId, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Role } from '../kernel/vocabulary.ts'
import { type Firm, firms } from './directory/firms.ts'
import { type DemoPerson, people } from './directory/people.ts'

export const FUNCTIONS_OF: Readonly<Record<NonNullable<DemoPerson['group']>, readonly FunctionId[]>> = {
  all: ['ccms.online', 'ccms.overnight'] as FunctionId[],
  online: ['ccms.online'] as FunctionId[],
  reports: ['ccms.overnight'] as FunctionId[],
  security: ['dms.security'] as FunctionId[],
}

const AUTHORITY: Authority = { by: 'import', file: 'demo directory' }
/** The predecessor circular's day: the directory stood long before the connectivity test. */
const IMPORTED_AT = Temporal.Instant.from('2023-04-03T09:00+08:00')

export interface SeededAccount {
  readonly person: DemoPerson
  readonly accountId: AccountId
  readonly email: string | undefined
}

/** Brings in the made-up directory through the same kinds of change an import uses. */
export async function seedDirectory(tx: Tx, world: ChangeWorld): Promise<readonly SeededAccount[]> {
  const firmIds = new Map<string, SeededFirm>()
  for (const firm of firms) firmIds.set(firm.prefix, await seedFirm(tx, world, firm))
  const seeded: SeededAccount[] = []
  for (const person of people) seeded.push(await seedPerson(tx, world, person, firmIds))
  return seeded
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
  await apply(tx, world, catalogue.admitParticipant, { id, code, nameEn, nameZh, singleControl, groups })
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
  await apply(tx, world, catalogue.openAccount, {
    personId: uuid() as PersonId,
    accountId,
    membershipId,
    userId: person.userId as UserId,
    displayName: person.name,
    language: person.language,
    role: person.role as Role,
    participantId: firm?.id ?? null,
    groups: groupId === undefined ? [] : [{ id: uuid(), groupId }],
  })
  for (const right of person.rights) {
    const granted = { id: uuid(), membership_id: membershipId, right, valid_from: IMPORTED_AT }
    await tx.insertInto('access_right').values(granted).execute()
  }
  const email =
    person.state === 'no-email' ? undefined : addressOf(person, firm?.mailDomain ?? 'clearinghouse.example')
  if (email !== undefined)
    await apply(tx, world, catalogue.registerEmail, { id: uuid(), accountId, address: email })
  if (person.state === 'suspended')
    await apply(tx, world, catalogue.suspendAccount, { accountId, remark: 'long leave' })
  return { person, accountId, email }
}

/** The person's name and the User ID's end: two people of one firm may have one name. */
function addressOf(person: DemoPerson, domain: string): string {
  return `${person.name.toLowerCase().replaceAll(' ', '.')}.${person.userId.slice(3).toLowerCase()}@${domain}`
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
  const proposal = {
    programmeId,
    decision: 'go',
    maker,
    checker,
    remark: 'Regulatory approval received.',
  } as const
  await applyAs(tx, world, catalogue.decideLaunch, proposal, { by: 'two-people', maker, checker }, at)
}

function apply<Input, Proposal>(
  tx: Tx,
  world: ChangeWorld,
  kind: ChangeKind<Input, Proposal>,
  input: Input,
): Promise<void> {
  return applyAs(tx, world, kind, input, AUTHORITY, IMPORTED_AT)
}

function applyAs<Input, Proposal>(
  tx: Tx,
  world: ChangeWorld,
  kind: ChangeKind<Input, Proposal>,
  input: Input,
  authority: Authority,
  at: Instant,
): Promise<void> {
  const proposed = kind.propose(input)
  if (!proposed.ok) throw new Error(`${kind.id}: ${proposed.refusal}`)
  return kind.apply(tx, world, proposed.value, authority, at)
}
