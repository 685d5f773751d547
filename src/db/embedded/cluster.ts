import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { EmbeddedError } from './embedded-error.ts'

/** A cluster's place on disk: PostgreSQL's own data folder, and beside it the passwords, mode 0600. */
export interface Cluster {
  readonly folder: string
  readonly data: string
  readonly passwordFile: string
}

export function clusterAt(folder: string): Cluster {
  return { folder, data: join(folder, 'data'), passwordFile: join(folder, 'passwords.json') }
}

/** The logins of a cluster we made. None is a secret that a person knows; all are random. */
export const LOGINS = {
  superuser: 'postgres',
  owner: 'sallyport_owner',
  reader: 'sallyport_auditor',
  /** Copies the server and streams from it: for the other site's. */
  replication: 'sallyport_replication',
} as const

const PASSWORDS = z.strictObject({
  superuser: z.string(),
  owner: z.string(),
  reader: z.string(),
  replication: z.string(),
})
export type Passwords = z.infer<typeof PASSWORDS>

export function readPasswords({ passwordFile }: Cluster): Passwords {
  if (!existsSync(passwordFile)) {
    throw new EmbeddedError(`${passwordFile} is missing; the other site's has the same passwords`)
  }
  return PASSWORDS.parse(JSON.parse(readFileSync(passwordFile, 'utf8')))
}

export function writePasswords(cluster: Cluster, passwords: Passwords): void {
  writeFileSync(cluster.passwordFile, JSON.stringify(passwords), { mode: 0o600, flush: true })
}

/** The address of a cluster's server for each of its logins. */
export function urlsOf(passwords: Passwords, { host, port }: Address): Urls {
  const url = (login: keyof typeof LOGINS, database: string) =>
    `postgres://${LOGINS[login]}:${passwords[login]}@${host}:${port}/${database}`
  return {
    ownerUrl: url('owner', 'sallyport'),
    readerUrl: url('reader', 'sallyport'),
    superuserUrl: url('superuser', 'sallyport'),
    replicationUrl: url('replication', 'postgres'),
  }
}

export interface Address {
  readonly host: string
  readonly port: number
}

export interface Urls {
  /** Of the database `sallyport`: for migrate, openDatabase. */
  readonly ownerUrl: string
  /** Sees all, changes nothing. */
  readonly readerUrl: string
  /** For what only a superuser may do: configuration, other databases. The program itself never works as one. */
  readonly superuserUrl: string
  /** For a copy and a stream of it, and nothing else. */
  readonly replicationUrl: string
}

/** The PostgreSQL that made the data, undefined where there is none yet. */
export function majorOf(cluster: Cluster): number | undefined {
  const file = join(cluster.data, 'PG_VERSION')
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : undefined
}
