import { setTimeout as pause } from 'node:timers/promises'
import { EmbeddedError } from './embedded-error.ts'
import { readLockFile } from './lock-file.ts'
import { processesIn } from './processes-in.ts'

/** Milliseconds. A server whose program died is told at once, so one that stays `ready` is somebody's. */
const PATIENCE = { ready: 1_000, ending: 60_000, poll: 20 }

/**
 * Waits for what a killed program (its server is still shutting down) or a killed server (its children are) left in a
 * data folder. Throws EmbeddedError if another program's server is at work there. Returns the process number in a lock
 * file that nobody lives behind, undefined where there is no file.
 */
export async function awaitFormerServer(data: string): Promise<number | undefined> {
  for (let waited = 0; ; waited += PATIENCE.poll) {
    const former = readLockFile(data)
    const living = former ? processesIn(data) : []
    if (!former || living.length === 0) return former?.pid
    const isReady = former.state === 'ready' && living.includes(former.pid)
    if (waited > (isReady ? PATIENCE.ready : PATIENCE.ending)) {
      throw new EmbeddedError(`${data} is in use by another program's PostgreSQL (process ${former.pid})`)
    }
    await pause(PATIENCE.poll)
  }
}
