import { setTimeout as pause } from 'node:timers/promises'
import { EmbeddedError } from './embedded-error.ts'
import { readLockFile } from './lock-file.ts'
import { processesIn } from './processes-in.ts'

/**
 * `cleanly`: open transactions are rolled back, and whoever streams from it gets all of its log first. `at once`: it stops
 * wherever it is, as by a power cut.
 */
export type Ending = 'cleanly' | 'at once'

/** Milliseconds. A clean end writes what is in memory to disk and waits for those who stream. */
const PATIENCE = { cleanly: 60_000, 'at once': 5_000, poll: 20 } as const

/**
 * Ends the server at work in a data folder, whoever started it, and returns when it and its children are gone. Does nothing
 * where there is none. `data` is the real path (processes-in.ts).
 */
export async function stopServerIn(data: string, how: Ending): Promise<void> {
  const lock = readLockFile(data)
  if (lock === undefined || !isAtWork(data, lock.pid)) return
  process.kill(lock.pid, how === 'cleanly' ? 'SIGINT' : 'SIGQUIT')
  if (await areGone(data, lock.pid, PATIENCE[how])) return
  if (how === 'cleanly') throw new EmbeddedError(`the server in ${data} (process ${lock.pid}) does not end`)
  for (const pid of processesIn(data)) kill(pid)
  await areGone(data, lock.pid, PATIENCE[how])
}

async function areGone(data: string, pid: number, patience: number): Promise<boolean> {
  for (let waited = 0; waited < patience; waited += PATIENCE.poll) {
    if (!isAtWork(data, pid)) return true
    await pause(PATIENCE.poll)
  }
  return false
}

function isAtWork(data: string, pid: number): boolean {
  return process.platform === 'linux' ? processesIn(data).length > 0 : isAlive(pid)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // Gone by itself meanwhile.
  }
}
