import { execFileSync } from 'node:child_process'
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** A disk of a host, small enough to be filled. */
export interface Disk {
  readonly folder: string
  fill(): void
  free(): void
  remove(): void
}

const SIZE = '600m'
const PIECE = Buffer.alloc(64 * 1024)

/** By the name of its device the next run knows whose it was (clear-leftovers.ts). */
export const DISK = /^sallyport-faults-(\d+)$/

export function mountDisk(folder: string, pid: number): Disk {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE},mode=0700`, `sallyport-faults-${pid}`, folder])
  const filler = join(folder, 'filler')
  return {
    folder,
    fill: () => {
      const file = openSync(filler, 'a')
      try {
        while (writeSync(file, PIECE) > 0);
      } catch (fault) {
        if ((fault as NodeJS.ErrnoException).code !== 'ENOSPC') throw fault
      } finally {
        closeSync(file)
      }
    },
    free: () => rmSync(filler, { force: true }),
    remove: () => unmount(folder),
  }
}

/** Whoever still has a file open there keeps it until he ends; its name is gone at once. */
export function unmount(folder: string): void {
  execFileSync('umount', ['--lazy', folder])
}
