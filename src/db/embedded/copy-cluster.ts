import { chownSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { type Cluster, clusterAt, type Passwords, writePasswords } from './cluster.ts'
import type { Launcher } from './find-launcher.ts'
import { type CopiedAt, receiveBaseBackup } from './receive-base-backup.ts'
import { Unpacking } from './unpack-archive.ts'

export interface Copying {
  readonly replicationUrl: string
  /** The same logins work in a copy. */
  readonly passwords: Passwords
  readonly launcher: Launcher
  /** Before the copy is in place: what it is to be. */
  readonly prepare: (copy: Cluster, at: CopiedAt) => void
}

/**
 * Copies a running server into `cluster`, where there is none. Like initialise-cluster.ts it puts it in place by one rename,
 * after all of it is on disk: what a killed copy leaves behind can't be taken for a cluster.
 */
export async function copyCluster(cluster: Cluster, copying: Copying): Promise<CopiedAt> {
  const unfinished = clusterAt(`${cluster.folder}.unfinished`)
  rmSync(unfinished.folder, { recursive: true, force: true, maxRetries: 20 })
  mkdirSync(unfinished.data, { recursive: true, mode: 0o700 })
  const { owner } = copying.launcher
  if (owner !== undefined) chownSync(unfinished.data, owner, owner)
  const unpacking = new Unpacking(unfinished.data, owner)
  const at = await receiveBaseBackup(copying.replicationUrl, (piece) => unpacking.take(piece)).finally(() =>
    unpacking.end(),
  )
  copying.prepare(unfinished, at)
  writePasswords(unfinished, copying.passwords)
  await flush(unpacking.files)
  renameSync(unfinished.folder, cluster.folder)
  return at
}

/** Some at once: a disk writes many files in one go sooner than each by itself. */
async function flush(files: readonly string[]): Promise<void> {
  for (let from = 0; from < files.length; from += FLUSHED_AT_ONCE) {
    await Promise.all(files.slice(from, from + FLUSHED_AT_ONCE).map(flushFile))
  }
}

const FLUSHED_AT_ONCE = 64

async function flushFile(path: string): Promise<void> {
  const file = await open(path, 'r+')
  await file.sync().finally(() => file.close())
}
