import type { Client, QueryResult } from 'pg'
import { inject } from 'vitest'
import { openDatabase } from '../../src/db/open-database.ts'
import type { Database } from '../../src/db/transaction.ts'
import { withClient } from '../../src/db/with-client.ts'
import { systemRandomness } from '../../src/kernel/system.ts'
import { lastingClient } from './lasting-client.ts'
import { pausableDatabase } from './pausable-database.ts'

export interface TestDatabase {
  readonly name: string
  readonly database: Database
  /** The one setting the program gets: openDatabase({ url, … }) for a second node. */
  readonly url: string
  /** The same login, as migrate gets it. */
  readonly ownerUrl: string
  /** A superuser on this copy, for what no program may do: to look behind row security, to break things. */
  readonly superuserUrl: string
  /** Asks as that superuser, over one connection. */
  ask(question: string, values?: readonly unknown[]): Promise<QueryResult>
  /** An auditor's login: sees all, changes nothing. */
  readonly readerUrl: string
  /** Another database, as this one stands now; whoever uses `database` meanwhile waits. Its own `drop` is asked for. */
  copy(): Promise<TestDatabase>
  /** Closes `database` and drops the copy. Other pools on it are cut off. */
  drop(): Promise<void>
}

/** A migrated, empty database of one's own: a copy of the run's template, made in some 80 ms. */
export function testDatabase(): Promise<TestDatabase> {
  return copyOf('sallyport')
}

/** The same without tables, for what makes them. */
export function unmigratedDatabase(): Promise<TestDatabase> {
  return copyOf('template0')
}

/** File by file: through the log, as is the default, costs a busy run twice as much, here and when it is dropped. */
export async function copyOf(template: string): Promise<TestDatabase> {
  const server = inject('postgres')
  const name = `copy_${systemRandomness.uuid().replaceAll('-', '')}`
  await administer((client) =>
    client.query(`create database ${name} template ${template} owner sallyport_owner strategy file_copy`),
  )
  const url = on(name, server.ownerUrl)
  const { database, whileClosed } = pausableDatabase(() =>
    openDatabase({ url, poolSize: 4, applicationName: name }),
  )
  const superuserUrl = on(name, server.superuserUrl)
  const superuser = lastingClient(superuserUrl)
  return {
    ...{ name, database, url, ownerUrl: url, superuserUrl, readerUrl: on(name, server.readerUrl) },
    ask: superuser.ask,
    copy: () =>
      whileClosed(async () => {
        await superuser.close()
        return copyOf(name)
      }),
    drop: async () => {
      await database.close()
      await superuser.close()
      await administer((client) => client.query(`drop database ${name} with (force)`))
    },
  }
}

function on(name: string, url: string): string {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}

/** A superuser in the server's own database, where no test has anything. */
export function administer<T>(work: (client: Client) => Promise<T>): Promise<T> {
  return withClient(on('postgres', inject('postgres').superuserUrl), work)
}
