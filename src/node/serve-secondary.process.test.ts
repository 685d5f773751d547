import { expect, it, vi } from 'vitest'
import { servingSites } from '../../test/support/serving-sites.ts'
import { findFreePort } from '../db/embedded/find-free-port.ts'
import { withClient } from '../db/with-client.ts'

/** As the authority says it of a branch, whoever made it. */
const OPEN = `
  set session_replication_role = replica;
  insert into branch (number, request, site, programme_id, session_id, until_at, state, step, begun_at, begun_by, opened_at,
      digest_before)
    values (1, 1, 'secondary', 'p', 's', '2099-01-01Z', 'open', 'open', '2026-01-01Z', 'test', '2026-01-01Z', sha256(''))`
const DISCARDING = `
  set session_replication_role = replica;
  update branch set state = 'discarding', discard_request = 2 where number = 1`
const CONNECTED = `
  select count(*)::int as n from pg_stat_activity where application_name like 'sallyport branch 1%'`

it('a node at the secondary serves the branch that is open there, once it says that it is one, and no longer than it is', async () => {
  const sites = await servingSites()
  try {
    const { primary, secondary } = sites.servers
    const branchPort = await findFreePort()
    const node = await sites.site.startNode({
      SALLYPORT_SITE: 'secondary',
      SALLYPORT_DATABASE_URL: `${primary.ownerUrl} ${secondary.ownerUrl}`,
      SALLYPORT_STANDBY_URL: secondary.ownerUrl,
      SALLYPORT_BRANCH_PORT: String(branchPort),
    })
    const browser = node.browser()
    expect((await browser.get('/')).body).toContain('Closed')
    expect((await browser.get('/ops/otp')).status).toBe(200)

    const { superuserUrl } = await sites.controlWith({ branchPort }).copyStandby(1)
    const ask = async (url: string, statement: string) =>
      (await withClient(url, (client) => client.query(statement))).rows
    const connected = async () => (await ask(superuserUrl, CONNECTED))[0]?.n as number
    await ask(primary.superuserUrl, OPEN)
    await vi.waitFor(() => expect(node.output()).toContain('the database for branch 1 is no branch'), 10_000)
    await ask(superuserUrl, 'select become_branch(1)')
    await vi.waitFor(async () => expect(await connected()).toBeGreaterThan(0), 10_000)
    expect((await browser.get('/')).body).toContain('Closed')

    await ask(primary.superuserUrl, DISCARDING)
    await vi.waitFor(async () => expect(await connected()).toBe(0), 10_000)
    expect((await browser.get('/')).body).toContain('Closed')
  } finally {
    await sites.stop()
  }
})
