import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { DISK, unmount } from './disk.ts'
import { NAMESPACE, removeNetwork } from './network.ts'

const NAMESPACES = '/run/netns'

/** What runs left behind that were killed: their hosts with all who work there, their bridges, their disks. */
export function clearLeftovers(): void {
  const namespaces = existsSync(NAMESPACES) ? readdirSync(NAMESPACES) : []
  for (const pid of deadOf(namespaces.map((name) => NAMESPACE.exec(name)?.[1]))) removeNetwork(pid)
  const mounts = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
  const left = mounts.flatMap(([device = '', folder = '']) =>
    deadOf([DISK.exec(device)?.[1]]).size > 0 ? [folder] : [],
  )
  for (const disk of left) unmount(disk)
  for (const folder of new Set(left.map(dirname))) rmSync(folder, { recursive: true, force: true })
}

function deadOf(pids: readonly (string | undefined)[]): ReadonlySet<number> {
  const dead = pids.filter((pid) => pid !== undefined && !existsSync(`/proc/${pid}`))
  return new Set(dead.map(Number))
}
