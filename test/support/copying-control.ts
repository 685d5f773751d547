import type { Client } from 'pg'
import { withClient } from '../../src/db/with-client.ts'
import type { SiteId } from '../../src/kernel/ids.ts'
import type { BranchServer, SiteControl } from '../../src/sites/site-control.ts'
import { copyOf, type TestDatabase } from './database.ts'

export interface CopyingControl extends SiteControl {
  /** The branch as a test reaches it; undefined where there is none. */
  readonly branches: ReadonlyMap<number, TestDatabase>
  /** Its server dies, and its files with it. */
  lose(branch: number): Promise<void>
  stop(): Promise<void>
}

/**
 * Branches as databases beside the authority's, of the same server: row by row as one snapshot shows them, as the authority
 * goes on meanwhile. What real servers do is the contract suite's to prove.
 */
export function copyingControl(authority: TestDatabase, site: SiteId = 'secondary'): CopyingControl {
  const branches = new Map<number, TestDatabase>()
  const serverOf = async (branch: TestDatabase): Promise<BranchServer> => ({
    ownerUrl: branch.ownerUrl,
    superuserUrl: branch.superuserUrl,
    position: '0/3000148',
  })
  const remove = async (number: number) => {
    const branch = branches.get(number)
    branches.delete(number)
    await branch?.drop()
  }
  const none = () => Promise.reject(new Error('a test of branches has no servers to move'))
  return {
    ...{ site, branches, lose: remove },
    copyStandby: async (number) => {
      const branch = branches.get(number) ?? (await copyOf('sallyport'))
      if (!branches.has(number)) await copyRows(authority.superuserUrl, branch.superuserUrl)
      branches.set(number, branch)
      return serverOf(branch)
    },
    branchServer: async (number) => {
      const branch = branches.get(number)
      return branch === undefined ? null : serverOf(branch)
    },
    removeBranch: remove,
    ...{ look: none, promote: none, follow: none, requireStandby: none, fence: none },
    stop: async () => {
      for (const number of [...branches.keys()]) await remove(number)
    },
  }
}

const COLUMNS = `
  select c.relname as table, string_agg(quote_ident(a.attname), ', ' order by a.attnum) as columns
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and a.attgenerated = '' and c.relname <> 'schema_migration'
  group by c.relname`

/** Neither triggers nor foreign keys run: a copy of the files runs none either. */
async function copyRows(from: string, to: string): Promise<void> {
  await withClient(from, (source) =>
    withClient(to, async (target) => {
      await source.query('begin isolation level repeatable read read only')
      await target.query('begin; set session_replication_role = replica')
      const { rows } = await source.query<{ table: string; columns: string }>(COLUMNS)
      for (const { table, columns } of rows) await copyTable(source, target, table, columns)
      await target.query('commit')
    }),
  )
}

async function copyTable(source: Client, target: Client, table: string, columns: string): Promise<void> {
  const { rows } = await source.query(`select json_agg(t)::text as all from ${table} t`)
  if (rows[0].all === null) return
  await target.query(
    `insert into ${table} (${columns}) overriding system value
     select ${columns} from json_populate_recordset(null::${table}, $1::json)`,
    [rows[0].all],
  )
}
