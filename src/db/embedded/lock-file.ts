import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What a server writes into `postmaster.pid` of its data folder, and takes away when it ends in good order. */
export interface LockFile {
  /** Line 1. */
  readonly pid: number
  /** Line 8: `starting`, `ready`, `standby`, `stopping`; empty while the file is being written. */
  readonly state: string
}

export function readLockFile(data: string): LockFile | undefined {
  const path = join(data, 'postmaster.pid')
  if (!existsSync(path)) return undefined
  const lines = readFileSync(path, 'utf8').split('\n')
  return { pid: Number(lines[0]), state: lines[7]?.trim() ?? '' }
}
