import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

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
} as const

const PASSWORDS = z.strictObject({ superuser: z.string(), owner: z.string(), reader: z.string() })
export type Passwords = z.infer<typeof PASSWORDS>

export function readPasswords(cluster: Cluster): Passwords {
  return PASSWORDS.parse(JSON.parse(readFileSync(cluster.passwordFile, 'utf8')))
}

/** The PostgreSQL that made the data, undefined where there is none yet. */
export function majorOf(cluster: Cluster): number | undefined {
  const file = join(cluster.data, 'PG_VERSION')
  return existsSync(file) ? Number(readFileSync(file, 'utf8')) : undefined
}
