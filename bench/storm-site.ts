import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbedded } from '../src/db/embedded/start-embedded.ts'
import { MIGRATIONS, migrate } from '../src/db/migrate.ts'
import { withClient } from '../src/db/with-client.ts'
import { systemRandomness } from '../src/kernel/system.ts'
import { hashOnAllCores } from '../src/passwords/hash-on-all-cores.ts'
import { sealingKeys } from '../src/sealing/keys.ts'
import { makeSealer } from '../src/sealing/seal.ts'
import { ORIGIN } from '../test/support/origin.ts'
import { startServing } from '../test/support/serving-node.ts'
import { surroundings } from '../test/support/site-surroundings.ts'
import { Browser } from './browser.ts'
import { processTree } from './processes.ts'
import { type BenchUser, seedUsers } from './seed-users.ts'
import { OPENED_AT } from './site.ts'

const FIRMS = 100

export interface StormSite {
  /** Who can log on, and the User IDs and addresses of as many who have yet to initiate. */
  readonly users: readonly BenchUser[]
  readonly newcomers: readonly { readonly userId: string; readonly email: string }[]
  /** The node of `sallyport serve`. */
  readonly pid: number
  /** A browser of one of a hundred firms, each a network. */
  browser(n: number): Browser
  codeMailedTo(address: string, after: number): Promise<string | undefined>
  stop(): Promise<void>
}

const PATIENCE = 120_000

/** `sallyport serve` as in production, over TLS and with a mail server, it and its durable PostgreSQL on core 0 alone. */
export async function startStormSite(people: number): Promise<StormSite> {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-bench-'))
  const postgres = await startEmbedded({ folder, binaries: 'npm', randomness: systemRandomness })
  await migrate({ ownerUrl: postgres.ownerUrl, folder: MIGRATIONS, at: OPENED_AT })
  const { agent, letterBox, receiver, sealingKey, settingsFile, tls } = await surroundings(
    folder,
    postgres.ownerUrl,
  )
  const sealer = makeSealer(sealingKeys([sealingKey]), systemRandomness)
  const hasher = hashOnAllCores({ randomness: systemRandomness })
  const users = await seedUsers(postgres.superuserUrl, { sealer, hasher }, 2 * people, people)
  const newcomers = await makeNewcomers(postgres.superuserUrl)
  const node = await startServing(['--config', settingsFile], {}, agent)
  const pid = node.process.pid ?? 0
  for (const each of [...processTree(pid), ...processTree(postgres.pid)])
    execFileSync('taskset', ['-a', '-p', '-c', '0', String(each)])
  const trusted = { ca: tls.ca, servername: new URL(ORIGIN).hostname, origin: ORIGIN }
  return {
    ...{ users, newcomers, pid },
    browser: (n) => new Browser(node.port, `127.0.${1 + (n % FIRMS)}.1`, trusted),
    codeMailedTo: (address, after) => letterBox.codeTo(address, after, PATIENCE),
    stop: async () => {
      await node.kill()
      agent.destroy()
      await receiver.stop()
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Every other user has no credentials any more; each firm has its mail at a domain of its own. */
function makeNewcomers(superuserUrl: string): Promise<StormSite['newcomers']> {
  return withClient(superuserUrl, async (client) => {
    await client.query("set session_replication_role = 'replica'")
    const number = 'substr(account.user_id, 2)::int'
    await client.query(`update registered_email set address = 'u' || ${number} || '@firm' || ${number} % ${FIRMS} || '.example'
      from account where account.id = account_id`)
    await client.query(
      `delete from credential using account where account.id = account_id and ${number} % 2 = 1`,
    )
    await client.query('vacuum analyze')
    const { rows } = await client.query(`select user_id as "userId", address as email
      from account join registered_email on account_id = account.id where ${number} % 2 = 1 order by user_id`)
    return rows
  })
}
