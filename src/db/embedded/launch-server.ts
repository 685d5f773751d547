import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync, readFileSync, renameSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { EmbeddedError } from './embedded-error.ts'
import { SERVER_ENVIRONMENT } from './find-launcher.ts'
import { readLockFile } from './lock-file.ts'

export interface Launch {
  readonly line: readonly [string, ...string[]]
  readonly data: string
  readonly log: string
  /** The number in a lock file that nobody lives behind (await-former-server.ts). */
  readonly formerPid: number | undefined
  /** One that is not goes on when we end, and does not keep us from ending. */
  readonly tied: boolean
}

export interface Server {
  readonly pid: number
  readonly ended: Promise<void>
  stop(): Promise<void>
}

const POLL = 10

/**
 * Starts the server and waits until it takes connections, recovery after a crash included. Throws EmbeddedError, with
 * the server's last words, if it ends before that.
 *
 * It gets a process group of its own, so that Ctrl-C reaches us only and we can finish before it. Call from the main
 * thread: Linux ties a child to the thread that made it.
 */
export async function launchServer({ line, data, log, formerPid, tied }: Launch): Promise<Server> {
  if (existsSync(log)) renameSync(log, `${log}.old`)
  const output = openSync(log, 'w', 0o600)
  const [program, ...words] = line
  const child = spawn(program, words, {
    env: { ...SERVER_ENVIRONMENT, ...overLockFile(formerPid) },
    cwd: '/',
    detached: true,
    stdio: ['ignore', output, output],
  })
  closeSync(output)
  if (!tied) child.unref()
  let running = true
  const hasEnded = () => {
    running = false
  }
  const ended = once(child, 'exit').then(hasEnded, hasEnded)
  while (running) {
    const lock = readLockFile(data)
    if (lock && lock.pid === child.pid && lock.state === 'ready') {
      const stop = () => {
        child.kill('SIGINT')
        return ended
      }
      return { pid: lock.pid, ended, stop }
    }
    await Promise.race([ended, pause(POLL)])
  }
  throw new EmbeddedError(
    `PostgreSQL did not start. ${readFileSync(log, 'utf8').trim() || `${program} can't be run`}`,
  )
}

/**
 * PostgreSQL takes any live process with the number in an old lock file for a server, be it a mail daemon started after
 * a power cut. It spares its grandparent, whose number pg_ctl gives it in this variable; so do we, with the number that
 * we know to be nobody's. Its other checks stand, and the lock file is never taken away from under a server.
 */
function overLockFile(formerPid: number | undefined): NodeJS.ProcessEnv {
  return formerPid === undefined ? {} : { PG_GRANDPARENT_PID: String(formerPid) }
}
