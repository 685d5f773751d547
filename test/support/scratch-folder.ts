import { existsSync, mkdtempSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const IN_MEMORY = '/dev/shm'
/** What the clusters of a whole run may come to; a container's share is often 64 MB. */
const ROOM_BYTES = 2 * 1024 ** 3

/**
 * A folder for clusters: in memory where there is room. A copied database is 300 files, and on a disk to make and drop
 * them takes ten times as long as all that is then proved on it. What outlives a killed process does so here as well;
 * what outlives a power cut no test can show.
 */
export function scratchFolder(name: string): string {
  return mkdtempSync(join(hasRoom() ? IN_MEMORY : tmpdir(), `sallyport-${name}-`))
}

function hasRoom(): boolean {
  if (!existsSync(IN_MEMORY)) return false
  const { bavail, bsize } = statfsSync(IN_MEMORY)
  return bavail * bsize > ROOM_BYTES
}
