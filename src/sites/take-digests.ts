import type { LongWork } from '../db/open-long-work.ts'
import { sameDigest } from '../kernel/digest.ts'
import type { AccountId } from '../kernel/ids.ts'
import { inHandfuls } from './branch-work.ts'

/**
 * Digests of accounts (design 3.9), made by the database in sets. Before: of the branch as it was copied, which is the
 * authority at that moment. After: of the branch as it is thrown away. Home: of the authority at that time.
 */

type Taken = 'before' | 'after' | 'home'

interface Digests {
  readonly account_id: AccountId
  readonly credentials: Buffer | null
  readonly emails: Buffer | null
  readonly rights: Buffer | null
  readonly status: Buffer | null
}

export async function takeBefore(home: LongWork, there: LongWork, number: number): Promise<void> {
  await there.transaction('read write', async () => {
    await there.run('delete from account_digest where branch = $1', [number])
    await there.run(`insert into account_digest select $1, 'before', d.* from account_digests() d`, [number])
  })
  await home.transaction('read write', async () => {
    await home.run('delete from account_digest where branch = $1', [number])
    await bringDigests(home, there, number, 'before')
    const root = await rootOf(home, OF_BEFORE, [number])
    if (!sameDigest(root, await rootOf(there, OF_BEFORE, [number])))
      throw new Error('the digests came home otherwise than they were taken')
    await home.run(
      `update branch set digest_before = $2,
         accounts = (select count(*) from account_digest where branch = $1 and taken = 'before')
       where number = $1`,
      [number, root],
    )
  })
}

/** What the session changed in the branch. */
export async function takeAfter(home: LongWork, there: LongWork, number: number): Promise<void> {
  const root = await there.transaction('read write', () => takeNow(there, number, 'after'))
  await home.transaction('read write', async () => {
    await forget(home, number, 'after')
    await bringDigests(home, there, number, 'after')
    await listDifferences(home, number, 'after')
    await home.run('update branch set digest_after = $2 where number = $1', [number, root])
  })
}

/** What the authority changed meanwhile. */
export async function takeHome(home: LongWork, number: number): Promise<void> {
  await home.transaction('read write', async () => {
    await home.run(`delete from branch_difference where branch = $1 and taken = 'home'`, [number])
    const root = await takeNow(home, number, 'home')
    await listDifferences(home, number, 'home')
    await home.run('update branch set digest_home = $2 where number = $1', [number, root])
  })
}

async function forget(home: LongWork, number: number, taken: Taken): Promise<void> {
  await home.run('delete from branch_difference where branch = $1 and taken = $2', [number, taken])
  await home.run('delete from account_digest where branch = $1 and taken = $2', [number, taken])
}

/** Keeps the digests of those who differ from before, and answers with that of all. */
async function takeNow(work: LongWork, number: number, taken: Taken): Promise<Buffer> {
  await work.run('create temporary table digest_now on commit drop as select * from account_digests()')
  await work.run('delete from account_digest where branch = $1 and taken = $2', [number, taken])
  await work.run(
    `insert into account_digest
     select $1, $2, account_id, n.credentials, n.emails, n.rights, n.status
     from (select * from account_digest where branch = $1 and taken = 'before') b full join digest_now n using (account_id)
     where (b.credentials, b.emails, b.rights, b.status) is distinct from (n.credentials, n.emails, n.rights, n.status)`,
    [number, taken],
  )
  return rootOf(work, 'digest_now', [])
}

async function bringDigests(home: LongWork, there: LongWork, number: number, taken: Taken): Promise<void> {
  await there.transaction('read only', async () => {
    const rows = there.stream<Digests>(
      'select account_id, credentials, emails, rights, status from account_digest where branch = $1 and taken = $2',
      [number, taken],
    )
    for await (const handful of inHandfuls(rows)) {
      const column = <Name extends keyof Digests>(name: Name) => handful.map((row) => row[name])
      await home.run(
        'insert into account_digest select $1, $2, * from unnest($3::uuid[], $4::bytea[], $5::bytea[], $6::bytea[], $7::bytea[])',
        [
          number,
          taken,
          column('account_id'),
          column('credentials'),
          column('emails'),
          column('rights'),
          column('status'),
        ],
      )
    }
  })
}

const OF_BEFORE = `(select * from account_digest where branch = $1 and taken = 'before') as taken`

/** Two storeys of SHA-256, by the last byte of the account's id: no step of it holds more than a few thousand accounts. */
async function rootOf(work: LongWork, digests: string, parameters: readonly unknown[]): Promise<Buffer> {
  const [root] = await work.run<{ root: Buffer }>(
    `select sha256(coalesce(string_agg(digest, ''::bytea order by part), ''::bytea)) as root from (
       select get_byte(uuid_send(account_id), 15) as part, sha256(string_agg(
         uuid_send(account_id) || credentials || emails || rights || status, ''::bytea order by account_id)) as digest
       from ${digests} group by part) as parts`,
    parameters,
  )
  if (root === undefined) throw new Error('an aggregate has one row')
  return root.root
}

async function listDifferences(home: LongWork, number: number, taken: Taken): Promise<void> {
  await home.run(
    `insert into branch_difference (branch, taken, account_id, facet)
     select $1, $2, d.account_id, of.facet
     from account_digest d left join account_digest b
         on b.branch = d.branch and b.taken = 'before' and b.account_id = d.account_id
       cross join lateral (values ('credentials', b.credentials, d.credentials), ('emails', b.emails, d.emails),
         ('rights', b.rights, d.rights), ('status', b.status, d.status)) as of (facet, was, is_now)
     where d.branch = $1 and d.taken = $2 and of.was is distinct from of.is_now`,
    [number, taken],
  )
}
