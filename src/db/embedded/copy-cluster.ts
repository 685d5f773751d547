import { chownSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { type Cluster, type Passwords, writePasswords } from './cluster.ts'
import type { Launcher } from './find-launcher.ts'
import { type CopiedAt, receiveBaseBackup } from './receive-base-backup.ts'
import { Unpacking } from './unpack-archive.ts'

export interface Copying {
  readonly replicationUrl: string
  /** The same logins work in a copy. */
  readonly passwords: Passwords
  readonly launcher: Launcher
  /** A power cut may take it: its files are not flushed. False if absent. */
  readonly throwaway?: boolean
  /** Before the copy is in place: what it is to be. `data` is where it still lies. */
  readonly prepare: (data: string, at: CopiedAt) => void
}

/**
 * Copies a running server into `cluster`, in the place of what it has, whose server stands still. Like initialise-cluster.ts it
 * puts the data in place by a rename, after all of them are on disk: what a killed copy leaves can't be taken for a cluster.
 */
export async function copyCluster(cluster: Cluster, copying: Copying): Promise<CopiedAt> {
  const unfinished = `${cluster.data}.unfinished`
  const former = `${cluster.data}.former`
  for (const left of [unfinished, former]) remove(left)
  mkdirSync(unfinished, { recursive: true, mode: 0o700 })
  const { owner } = copying.launcher
  if (owner !== undefined) chownSync(unfinished, owner.uid, owner.gid)
  const unpacking = new Unpacking(unfinished, owner)
  const at = await receiveBaseBackup(copying.replicationUrl, (piece) => unpacking.take(piece)).finally(() =>
    unpacking.end(),
  )
  if (!copying.throwaway) await flush(unpacking.files)
  writePasswords(cluster, copying.passwords)
  copying.prepare(unfinished, at)
  if (existsSync(cluster.data)) renameSync(cluster.data, former)
  renameSync(unfinished, cluster.data)
  remove(former)
  return at
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 20 })
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
