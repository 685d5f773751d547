import type pg from 'pg'
import { credentialContext } from '../src/accounts/password-credential.ts'
import { withClient } from '../src/db/with-client.ts'
import type { AccountId, CredentialId } from '../src/kernel/ids.ts'
import { systemRandomness } from '../src/kernel/system.ts'
import { sealAppSecret } from '../src/one-time-codes/app-secret.ts'
import { base32 } from '../src/one-time-codes/rules/base32.ts'
import type { PasswordHasher } from '../src/passwords/hash-passwords.ts'
import type { Sealer } from '../src/sealing/seal.ts'

/** Somebody who logs on in a bench. */
export interface BenchUser {
  readonly userId: string
  readonly password: string
  readonly totpSecret: string
}

const PASSWORD = 'lantern-harbour-47-quince'
const USERS_A_PARTICIPANT = 100

/**
 * Writes `users` users of made-up firms, each with an email, a group, a password and an app, as their owner would after
 * an import and an initiation. `loggingOn` of them log on, spread evenly over all; the credentials of the others, who are there to
 * be searched among, are random bytes of the same length.
 */
export async function seedUsers(
  superuserUrl: string,
  { sealer, hasher }: { readonly sealer: Sealer; readonly hasher: PasswordHasher },
  users: number,
  loggingOn = 1000,
): Promise<readonly BenchUser[]> {
  const hashed = await hasher.hash(PASSWORD, 'seed')
  if (!hashed.ok) throw new Error('the hashing queue of an idle program is full')
  return withClient(superuserUrl, async (client) => {
    await seedDirectory(client, users)
    const every = Math.max(1, Math.floor(users / loggingOn))
    const { rows } = await client.query<LoggingOn>(
      `select account.user_id, account.id as account,
         max(credential.id::text) filter (where kind = 'password') as password,
         max(credential.id::text) filter (where kind = 'app') as app
       from account join credential on credential.account_id = account.id
       where substr(user_id, 2)::int % ${every} = 0 group by account.id order by user_id limit ${loggingOn}`,
    )
    const seeded: BenchUser[] = []
    for (const { user_id: userId, account, password, app } of rows) {
      const secret = systemRandomness.bytes(20)
      const sealed = [
        [password, sealer.seal(credentialContext(password, account), Buffer.from(hashed.value))],
        [app, sealAppSecret(sealer, { id: app, accountId: account }, secret)],
      ] as const
      for (const row of sealed)
        await client.query('update credential set sealed = $2 where id = $1', [...row])
      seeded.push({ userId, password: PASSWORD, totpSecret: base32(secret) })
    }
    await client.query('vacuum analyze')
    return seeded
  })
}

/** The same of whom nobody logs on. */
export async function seedDirectory(client: pg.Client, users: number): Promise<void> {
  // Rows that are right by construction: their foreign keys need no check each.
  await client.query("set session_replication_role = 'replica'")
  await client.query(directoryOf(users))
}

interface LoggingOn {
  readonly user_id: string
  readonly account: AccountId
  readonly password: CredentialId
  readonly app: CredentialId
}

const SINCE = "'2023-04-03T09:00+08:00'::timestamptz"

function directoryOf(users: number): string {
  const participants = Math.ceil(users / USERS_A_PARTICIPANT)
  return `
    create temporary table firm as
      select n, gen_random_uuid() as id, gen_random_uuid() as user_group from generate_series(0, ${participants - 1}) n;
    create temporary table somebody as
      select n, gen_random_uuid() as person, gen_random_uuid() as account, gen_random_uuid() as membership
      from generate_series(1, ${users}) n;
    insert into participant select id, 'C' || lpad(n::text, 6, '0'), 'Firm ' || n, '公司' || n, false, ${SINCE} from firm;
    insert into user_group select user_group, id, 'all' from firm;
    insert into user_group_function select user_group, unnest(array['ccms.online', 'ccms.overnight']) from firm;
    insert into person select person, 'Person ' || n, 'en', ${SINCE} from somebody;
    insert into account select account, person, 'U' || lpad(n::text, 7, '0'), 'active', ${SINCE} from somebody;
    insert into membership select membership, account, firm.id, 'user', ${SINCE}
      from somebody join firm on firm.n = somebody.n % ${participants};
    insert into registered_email select gen_random_uuid(), account, 'u' || n || '@bench.example', ${SINCE} from somebody;
    insert into user_group_member select gen_random_uuid(), user_group, membership, ${SINCE}
      from somebody join firm on firm.n = somebody.n % ${participants};
    insert into credential select gen_random_uuid(), account, 'password', decode(repeat(md5(n::text), 8), 'hex'), 'primary/0', ${SINCE}
      from somebody;
    insert into credential select gen_random_uuid(), account, 'app', decode(repeat(md5(n::text), 3), 'hex'), 'primary/0', ${SINCE}
      from somebody;`
}
