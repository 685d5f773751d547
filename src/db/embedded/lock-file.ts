import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a server writes into `postmaster.pid` of its data folder, and takes away when it ends in good order. */
export interface LockFile {
  /** Line 1. */
  readonly pid: number
  /** Line 4; 0 while the file is being written. */
  readonly port: number
  /** Line 8: `starting`, `ready`, `standby`, `stopping`; empty while the file is being written. */
  readonly state: string
}

/** One look: a server that starts takes the file of a former one away at any moment. */
export function readLockFile(data: string): LockFile | undefined {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3] ?? 0), state: lines[7]?.trim() ?? '' }
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw fault
  }
}
