import { execFile } from 'node:child_process'
import { chownSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Randomness } from '../../kernel/randomness.ts'
import { ROLE_OF } from '../role-of-scope.ts'
import { type Cluster, clusterAt, LOGINS, type Passwords, writePasswords } from './cluster.ts'
import type { Binaries } from './find-binaries.ts'
import { type Launcher, launchLine, SERVER_ENVIRONMENT } from './find-launcher.ts'

const run = promisify(execFile)

export interface NewCluster {
  readonly binaries: Binaries
  readonly launcher: Launcher
  readonly randomness: Randomness
  readonly throwaway: boolean
}

/**
 * Makes a cluster with its roles and the database `sallyport`, then puts it in place by one rename: what a killed start
 * leaves behind can't be taken for a cluster. What builds of PostgreSQL do differently by default (checksums, ICU,
 * locale and time zone of whoever starts it) is spelt out, so that all make the same.
 */
export async function initialiseCluster(
  cluster: Cluster,
  { binaries, launcher, randomness, throwaway }: NewCluster,
): Promise<void> {
  const unfinished = clusterAt(`${cluster.folder}.unfinished`)
  rmSync(unfinished.folder, { recursive: true, force: true, maxRetries: 20 })
  mkdirSync(unfinished.data, { recursive: true, mode: 0o700 })
  const { owner } = launcher
  if (owner !== undefined) chownSync(unfinished.data, owner.uid, owner.gid)
  const initdb = ['-D', unfinished.data, ...INITDB, ...(throwaway ? ['--no-sync'] : [])]
  await execute(launchLine(launcher, join(binaries.folder, 'initdb'), initdb))
  const passwords = makePasswords(randomness)
  await execute(
    launchLine(launcher, join(binaries.folder, 'postgres'), [
      ...['--single', '-D', unfinished.data, ...(throwaway ? UNFLUSHED : []), ...SINGLE],
    ]),
    provisioning(passwords),
  )
  writePasswords(unfinished, passwords)
  renameSync(unfinished.folder, cluster.folder)
}

const INITDB = [
  '--data-checksums',
  '--encoding=UTF8',
  '--locale-provider=libc',
  '--locale=C',
  `--username=${LOGINS.superuser}`,
  '--auth-host=scram-sha-256',
  '--auth-local=reject',
  '--no-instructions',
]

const UNFLUSHED = ['-c', 'fsync=off']
/** Single-user mode: no network yet, one statement a line. */
const SINGLE = ['-c', 'exit_on_error=on', 'postgres']

function makePasswords(randomness: Randomness): Passwords {
  const password = () => Buffer.from(randomness.bytes(24)).toString('base64url')
  return { superuser: password(), owner: password(), reader: password(), replication: password() }
}

/**
 * The owner is no superuser, whom row security doesn't bind, and can't make roles: those of db/provide-roles.ts are made
 * here.
 */
function provisioning(passwords: Passwords): string {
  return [
    `alter role ${LOGINS.superuser} password '${passwords.superuser}'`,
    'create role sallyport_app nologin noinherit',
    ...Object.values(ROLE_OF).map((role) => `create role ${role} nologin role sallyport_app`),
    'create role sallyport_reader nologin',
    `create role ${LOGINS.owner} login password '${passwords.owner}' in role sallyport_app`,
    `create role ${LOGINS.reader} login password '${passwords.reader}' in role sallyport_reader`,
    `create role ${LOGINS.replication} login replication password '${passwords.replication}'`,
    `create database sallyport owner ${LOGINS.owner}`,
    '',
  ].join('\n')
}

async function execute([program, ...words]: readonly [string, ...string[]], input = ''): Promise<void> {
  const running = run(program, words, { env: SERVER_ENVIRONMENT, cwd: '/' })
  running.child.stdin?.end(input)
  await running
}
