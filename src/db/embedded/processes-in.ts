import { readdirSync, readlinkSync } from 'node:fs'

/**
 * PostgreSQL's processes, parent and children, work in their data folder and nobody else does. Elsewhere than on Linux
 * there is no /proc: PostgreSQL's own check of the lock file must do.
 */
export function processesIn(data: string): readonly number[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && workingFolder(name) === data)
    .map(Number)
}

function workingFolder(pid: string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined
  }
}
