import { execFile } from 'node:child_process'
import { statSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { findLauncher, type Launcher } from '../../db/embedded/find-launcher.ts'
import { readLockFile } from '../../db/embedded/lock-file.ts'
import { processesIn } from '../../db/embedded/processes-in.ts'
import { placeOf, startCluster } from '../../db/embedded/start-cluster.ts'
import { type Ending, stopServerIn } from '../../db/embedded/stop-server.ts'
import { reasonOf } from '../../kernel/reason-of.ts'
import { type Command, ownCluster, type SiteServers } from './site-servers.ts'

/** Milliseconds. A command may wait until its server is up or gone. */
const PATIENCE = { command: 90_000, up: 60_000, poll: 20 }

/** Starts the site's own server, as whatever its files make it, by whoever runs it. It takes connections when this returns. */
export async function startOwn(servers: SiteServers): Promise<void> {
  const { service, clusterFolder: folder, binaries, tied, address } = servers
  if (service === undefined) {
    const settings = { folder, binaries, tied, port: address.port }
    await startCluster(await placeOf(settings), settings)
    return
  }
  const said = await run(service.start)
  const { data } = ownCluster(servers)
  for (let waited = 0; !isReady(data); waited += PATIENCE.poll) {
    if (waited >= PATIENCE.up)
      throw new Error(`${service.start.join(' ')} started no server in ${data}${said}`)
    await pause(PATIENCE.poll)
  }
}

/**
 * Ends it. Whoever runs it is told, or he would start it again; what he says counts for nothing, what counts is that no process
 * is left. Where there is hurry he is told afterwards: an end in order waits for those who stream, and they may be silent.
 */
export async function stopOwn(servers: SiteServers, how: Ending): Promise<void> {
  const { data } = ownCluster(servers)
  if (how === 'at once') await stopServerIn(data, how)
  if (servers.service !== undefined) await run(servers.service.stop)
  await stopServerIn(data, how)
}

/** To whom its files belong: to whoever has the folder they lie in, where root works on them for him. */
export function ownLauncher(servers: SiteServers): Launcher {
  if (servers.service === undefined) return findLauncher(servers.tied)
  const { uid, gid } = statSync(dirname(ownCluster(servers).data))
  return { words: [], ...(process.getuid?.() === 0 ? { owner: { uid, gid } } : {}) }
}

function isReady(data: string): boolean {
  const lock = readLockFile(data)
  return lock?.state === 'ready' && processesIn(data).includes(lock.pid)
}

/** What it complained of. */
async function run([program, ...words]: Command): Promise<string> {
  try {
    await promisify(execFile)(program, words, { timeout: PATIENCE.command, cwd: '/' })
    return ''
  } catch (fault) {
    return `: ${reasonOf(fault)}`
  }
}
