import { openAccount } from '../../src/accounts/changes.ts'
import type { ChangeWorld } from '../../src/changes/kind.ts'
import { openDatabase } from '../../src/db/open-database.ts'
import type { Tx } from '../../src/db/transaction.ts'
import { drawPasswords, type SeededCredentials, seedCredentials } from '../../src/demo/seed-credentials.ts'
import { registerEmail } from '../../src/emails/changes.ts'
import type {
  AccountId,
  Epoch,
  FunctionId,
  MembershipId,
  ParticipantId,
  PersonId,
  UserId,
} from '../../src/kernel/ids.ts'
import { systemRandomness } from '../../src/kernel/system.ts'
import type { ChannelKind, Role } from '../../src/kernel/vocabulary.ts'
import { admitParticipant } from '../../src/participants/changes.ts'
import { makePasswordHasher } from '../../src/passwords/hash-passwords.ts'
import { type SealingKey, sealingKeys } from '../../src/sealing/keys.ts'
import { makeSealer } from '../../src/sealing/seal.ts'
import { CHEAP_HASHING } from '../support/cheap-hashing.ts'
import { seoch } from '../support/programme-samples.ts'

/** One user of a made-up firm. Without credentials he has yet to initiate. */
export interface Member extends Partial<SeededCredentials> {
  readonly userId: string
  readonly email: string
}

/** How many there are of each: initiated with an app, initiated by email, not initiated. */
export interface CrowdSize {
  readonly app: number
  readonly email: number
  readonly uninitiated: number
  /** Pairs of an operator maker and an operator checker, with an app each. */
  readonly operatorPairs?: number
}

export interface Crowd {
  /** Maker, checker, maker, checker. */
  readonly operators?: readonly Member[]
  readonly app: readonly Member[]
  readonly email: readonly Member[]
  readonly uninitiated: readonly Member[]
}

const AT = Temporal.Instant.from('2023-04-03T09:00+08:00')
const AUTHORITY = { by: 'import', file: 'crowd' } as const
const FIRM = systemRandomness.uuid() as ParticipantId
const GROUP = systemRandomness.uuid()

/**
 * Writes a firm and its users, with credentials that a node with this sealing key opens. Their passwords are hashed
 * cheaply, as a node of production never would: what is killed is then less often a hash and more often a transaction.
 */
export async function seedCrowd(ownerUrl: string, sealingKey: SealingKey, size: CrowdSize): Promise<Crowd> {
  const database = openDatabase({ url: ownerUrl, poolSize: 1, applicationName: 'seed' })
  const world = {
    programme: seoch,
    database,
    epoch: 'primary/0' as Epoch,
    randomness: systemRandomness,
    sealer: makeSealer(sealingKeys([sealingKey]), systemRandomness),
    hasher: makePasswordHasher({
      ...CHEAP_HASHING,
      cores: 1,
      waiting: size.app + size.email + 2 * (size.operatorPairs ?? 0),
      randomness: systemRandomness,
    }),
  }
  const seed = (tx: Tx, prefix: string, length: number, channels: readonly ChannelKind[]) =>
    seedAll(
      tx,
      Array.from({ length }, (_, n) => [`${prefix}${String(n + 1).padStart(4, '0')}`, 'user'] as const),
      channels,
    )
  const seedAll = async (
    tx: Tx,
    named: readonly (readonly [string, Role])[],
    channels: readonly ChannelKind[],
  ) => {
    const accounts: Awaited<ReturnType<typeof seedMember>>[] = []
    for (const [userId, role] of named) accounts.push(await seedMember(tx, world, userId, channels, role))
    const people = accounts.map(({ person }) => person)
    const credentials = await seedCredentials(tx, world, accounts, await drawPasswords(world, people))
    return accounts.map(({ person: { userId }, email }) => ({ userId, email, ...credentials.get(userId) }))
  }
  try {
    return await database.write({ as: 'operations' }, async (tx) => {
      await admitParticipant.apply(tx, world, THE_FIRM, AUTHORITY, AT)
      return {
        app: await seed(tx, 'APPUSR', size.app, ['app']),
        email: await seed(tx, 'MAILUS', size.email, ['email']),
        uninitiated: await seed(tx, 'NEWUSR', size.uninitiated, []),
        operators: await seedAll(tx, operatorsOf(size.operatorPairs ?? 0), ['app']),
      }
    })
  } finally {
    await database.close()
  }
}

const THE_FIRM = {
  id: FIRM,
  code: 'C00900',
  nameEn: 'Crowd Limited',
  nameZh: '群眾有限公司',
  singleControl: false,
  groups: [{ id: GROUP, name: 'all', functions: ['ccms.online', 'ccms.overnight'] as FunctionId[] }],
}

type World = Parameters<typeof seedCredentials>[1] & ChangeWorld

function operatorsOf(pairs: number): readonly (readonly [string, Role])[] {
  return Array.from({ length: pairs }, (_, n) => String(n + 1).padStart(2, '0')).flatMap((n) => [
    [`OPSMAK${n}`, 'operator-maker'],
    [`OPSCHK${n}`, 'operator-checker'],
  ])
}

async function seedMember(
  tx: Tx,
  world: World,
  userId: string,
  channels: readonly ChannelKind[],
  role: Role,
) {
  const accountId = systemRandomness.uuid() as AccountId
  const email = `${userId.toLowerCase()}@crowd.example`
  const opened = {
    personId: systemRandomness.uuid() as PersonId,
    accountId,
    membershipId: systemRandomness.uuid() as MembershipId,
    userId: userId as UserId,
    displayName: 'One Ofthecrowd',
    language: 'en' as const,
    role,
    participantId: role === 'user' ? FIRM : null,
    groups: role === 'user' ? [{ id: systemRandomness.uuid(), groupId: GROUP }] : [],
  }
  await openAccount.apply(tx, world, opened, AUTHORITY, AT)
  const registered = { id: systemRandomness.uuid(), accountId, address: email, participant: null }
  await registerEmail.apply(tx, world, registered, AUTHORITY, AT)
  const person = {
    firm: null,
    role: 'user',
    userId,
    name: '',
    language: 'en',
    state: 'initiated',
    channels,
    group: 'settlement',
    rights: [],
  } as const
  return { person, accountId, email }
}
