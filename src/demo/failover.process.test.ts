import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { CHEAP_HASHING } from '../../test/support/cheap-hashing.ts'
import { appCode } from '../../test/support/journeys.ts'
import { SESSION_ONE, shippedProgramme } from '../../test/support/node.ts'
import { MIGRATIONS } from '../../test/support/postgres-for-tests.ts'
import { scratchFolder } from '../../test/support/scratch-folder.ts'
import { startProgram } from '../../test/support/serving-node.ts'
import { statusOf } from '../../test/support/status-of.ts'
import { clusterAt } from '../db/embedded/cluster.ts'
import { findFreePort } from '../db/embedded/find-free-port.ts'
import { readLockFile } from '../db/embedded/lock-file.ts'
import { findAuthority } from '../db/find-authority.ts'
import type { SiteId } from '../kernel/ids.ts'
import { systemClock } from '../kernel/system.ts'
import { DEMO_FILES } from './files.ts'
import { type Demo, startDemo } from './start-demo.ts'

/** The operator's commands against a running demo; one story, each test goes on from the one before. */
const SOON = { timeout: 30_000, interval: 200 }
const folder = scratchFolder('demo-failover')
const faults: unknown[] = []
let demo: Demo

beforeAll(async () => {
  writeFileSync(join(folder, 'of-a-former-demo'), '')
  demo = await startDemo({
    ...{ at: SESSION_ONE, launch: 'go', sites: 'played', folder, migrations: MIGRATIONS },
    ...{ programme: shippedProgramme(), report: (fault: unknown) => faults.push(fault) },
    hashing: CHEAP_HASHING,
    ports: {
      ...{ primary: await findFreePort(), primaryCard: await findFreePort(), mailbox: 0 },
      ...{ secondary: await findFreePort(), secondaryCard: await findFreePort() },
    },
  })
  await demo.secondary
})
afterAll(async () => {
  await demo.stop()
  rmSync(folder, { recursive: true, force: true, maxRetries: 20 })
})

const settingsOf = (site: SiteId) => join(folder, `${site}.env`)

/** With what both operators' passwords and apps say `after` so many seconds: each passcode is good once. */
async function site(at: SiteId, argv: readonly string[], after: number) {
  const { ahead } = JSON.parse(readFileSync(join(folder, DEMO_FILES.clock), 'utf8')) as { ahead: string }
  const now = systemClock.now().add(Temporal.Duration.from(ahead)).add({ seconds: after })
  const typed = ['OPSMAK01', 'OPSCHK01'].flatMap((userId) => {
    const { password = '', totpSecret = '' } = demo.credentials.get(userId) ?? {}
    return [password, appCode(totpSecret, now)]
  })
  const signing = ['--statement', 'A rehearsal on the demo: the primary is stopped.', '--maker', 'OPSMAK01']
  const words = ['site', ...argv, ...signing, '--checker', 'OPSCHK01', '--apply', '--config', settingsOf(at)]
  const program = startProgram(words, {}, typed)
  return { status: await program.ended, said: program.output() }
}

const authority = async () => {
  const line = /^SALLYPORT_DATABASE_URL='(.*)'$/m.exec(readFileSync(settingsOf('primary'), 'utf8'))?.[1] ?? ''
  const [one = '', other = ''] = line.split(' ')
  return (await findAuthority([one, other])).authority
}

async function bothSitesAnswer() {
  for (const url of [demo.urls.primary, demo.urls.secondary])
    await vi.waitFor(async () => expect(await statusOf(`${url}/ops`)).toBe(200), SOON)
}

it('begins afresh: of a former demo nothing is left, neither in its folder nor beside it', async () => {
  expect(existsSync(demo.accountsFile)).toBe(true)
  expect(existsSync(join(folder, 'of-a-former-demo'))).toBe(false)
  await vi.waitFor(() => expect(existsSync(`${folder}.former`)).toBe(false), SOON)
})

it('goes on after its primary was killed and the secondary promoted', async () => {
  const lock = readLockFile(clusterAt(join(folder, 'primary', 'cluster')).data)
  process.kill(lock?.pid ?? 0, 'SIGKILL')
  expect(await demo.primaryEnded).toBe('beside a standby')
  const promoted = await vi.waitFor(async () => {
    const answer = await site('secondary', ['promote'], -30)
    expect(answer).toMatchObject({ status: 0 })
    return answer
  }, SOON)
  expect(promoted.said).toContain('done; recorded as')
  expect(await authority()).toMatchObject({ term: 1, site: 'secondary', mode: 'standalone' })
  await bothSitesAnswer()
})

it('is paired again by itself once the primary rejoins, and switches back', async () => {
  const rejoined = startProgram(['site', 'rejoin', '--apply', '--config', settingsOf('primary')])
  expect([await rejoined.ended, rejoined.output()]).toEqual([0, expect.stringContaining('it streams')])
  await vi.waitFor(async () => expect((await authority()).mode).toBe('paired'), SOON)
  const switched = await vi.waitFor(async () => {
    const answer = await site('primary', ['switch', '--other', settingsOf('secondary')], 0)
    expect(answer).toMatchObject({ status: 0 })
    return answer
  }, SOON)
  expect(switched.said).toContain('done; recorded as')
  await vi.waitFor(async () => expect(await authority()).toMatchObject({ term: 2, mode: 'paired' }), SOON)
  await bothSitesAnswer()
})
