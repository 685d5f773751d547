import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { systemRandomness } from '../src/kernel/system.ts'

const KILLS = 100

/** So many SIGKILLs under logons, every third with the database, at moments drawn anew; after each, what was acknowledged is looked for. */
export async function benchKills() {
  const root = join(import.meta.dirname, '..')
  const seed = String(systemRandomness.integer(2 ** 31))
  const vitest = spawn(
    join(root, 'node_modules/.bin/vitest'),
    ['run', '--reporter=dot', 'test/faults/killed-under-logons.db.test.ts'],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { SALLYPORT_KILL_SEED: seed, ...process.env, SALLYPORT_KILLS: String(KILLS) },
    },
  )
  let said = ''
  vitest.stdout.on('data', (text) => {
    said += text
  })
  vitest.stderr.on('data', (text) => {
    said += text
  })
  const [status] = await once(vitest, 'exit')
  if (status !== 0) process.stderr.write(said)
  return { kills: KILLS, everyPromiseKept: status === 0 }
}
