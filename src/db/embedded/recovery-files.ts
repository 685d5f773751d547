import {
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Launcher } from './find-launcher.ts'

/**
 * The files in a data folder by which a server is, from its next start on, a primary, a standby or a branch. They hold
 * nothing else of ours, so a copy of another server's is overwritten whole.
 */
export interface Recovery {
  /** `standby.signal`: takes no write, whoever starts it. `recovery.signal`: reads the log it has and begins a timeline. */
  readonly signal: 'standby.signal' | 'recovery.signal'
  readonly settings: Readonly<Record<string, string>>
}

/** A standby; of nobody, where `source` is absent. */
export function asStandby(standby: { name: string; source?: string; requires: string | null }): Recovery {
  const { name, source, requires } = standby
  return {
    signal: 'standby.signal',
    settings: {
      ...(source === undefined ? {} : { primary_conninfo: streamingFrom(source, name) }),
      primary_slot_name: slotOf(name),
      synchronous_standby_names: requiring(requires),
    },
  }
}

/**
 * A copy goes its own way from the end of the log that came with it; nothing is asked of an archive, and no standby waited for.
 * A target would be missed where a quiet standby's log ends at the very place that makes the copy consistent.
 */
export const AS_BRANCH: Recovery = {
  signal: 'recovery.signal',
  settings: {
    restore_command: 'false',
    // It takes connections once it is writable, not before.
    hot_standby: 'off',
  },
}

/** libpq takes addresses: nothing to quote in them. */
function streamingFrom(source: string, name: string): string {
  const address = new URL(source)
  address.searchParams.set('application_name', name)
  return address.href
}

export function slotOf(name: string): string {
  return `sallyport_${name}`
}

/** The value of synchronous_standby_names by which a commit waits for the standby of that name. */
export function requiring(name: string | null): string {
  return name === null ? '' : `FIRST 1 ("${name}")`
}

/** Settings first: a server that starts between the two is what it was. */
export function writeRecovery(data: string, launcher: Launcher, { signal, settings }: Recovery): void {
  const lines = Object.entries(settings).map(
    ([name, value]) => `${name} = '${value.replaceAll("'", "''")}'\n`,
  )
  put(data, launcher, 'postgresql.auto.conf', lines.join(''))
  put(data, launcher, signal, '')
  const other = signal === 'standby.signal' ? 'recovery.signal' : 'standby.signal'
  rmSync(join(data, other), { force: true })
}

/** Debian has these in /etc, so a copy of its data folder comes without: a server that we start reads them there. */
export function writeMissing(data: string, launcher: Launcher): void {
  for (const [name, text] of Object.entries(READ_AT_START)) {
    if (!existsSync(join(data, name))) put(data, launcher, name, text)
  }
}

const READ_AT_START = {
  'postgresql.conf': '',
  'pg_hba.conf': 'host all all 127.0.0.1/32 scram-sha-256\n',
}

function put(data: string, { owner }: Launcher, name: string, text: string): void {
  const path = join(data, name)
  writeFileSync(`${path}.sallyport`, text, { mode: 0o600, flush: true })
  if (owner !== undefined) chownSync(`${path}.sallyport`, owner.uid, owner.gid)
  renameSync(`${path}.sallyport`, path)
  flushFolder(data)
}

/** A rename is on disk when its folder is. */
function flushFolder(path: string): void {
  const folder = openSync(path, 'r')
  fsyncSync(folder)
  closeSync(folder)
}
