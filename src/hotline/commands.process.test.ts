import { afterAll, beforeAll, expect, it } from 'vitest'
import { seedCrowd } from '../../test/faults/seed-crowd.ts'
import { runCommand } from '../../test/support/run-command.ts'
import { type ServingSite, servingSite } from '../../test/support/serving-site.ts'
import { withClient } from '../db/with-client.ts'

let site: ServingSite
beforeAll(async () => {
  site = await servingSite()
  await seedCrowd(site.urls.ownerUrl, site.sealingKey, { app: 1, email: 0, uninitiated: 0 })
})
afterAll(() => site.stop())

async function cases(...words: readonly string[]) {
  const { status, printed } = await runCommand(['cases', ...words, '--config', site.settingsFile])
  return { status, printed }
}

const change = (statement: string) => withClient(site.urls.superuserUrl, (client) => client.query(statement))

it('`sallyport cases` says which are open, whose they are and since when, and exits with 1 as long as one is', async () => {
  expect(await cases()).toEqual({ status: 0, printed: '0 open of 0 shown.\n' })
  await change(`
    with firm as (select id from participant limit 1),
    contact as (insert into participant_contact (id, participant_id, name, office, telephone, email, valid_from)
      select gen_random_uuid(), id, 'Tam Oi Lin', 'Compliance', '+852 5550 0101', 'tam@firm.example', '2023-06-10' from firm
      returning id, participant_id)
    insert into hotline_case (participant_id, account_id, contact_id, caller, matter, route, opened_by, opened_at)
      select contact.participant_id, account.id, contact.id, 'The caller', 'A lost telephone', 'firm', account.id,
        '2023-06-10T18:05+08:00' from contact, account`)
  const open = await cases()
  expect(open.status).toBe(1)
  expect(open.printed).toMatch(
    /^H-000001 {2}2023-06-10T10:05Z .* APPUSR0001 +firm +A lost telephone\n1 open of 1 shown\.\n$/,
  )
  const told = await cases('--json')
  expect(JSON.parse(told.printed).cases).toMatchObject([
    { number: 'H-000001', contact: 'Tam Oi Lin', telephone: '+852 5550 0101', closedAt: null },
  ])
  await change(`update hotline_case set closed_by = opened_by, closed_at = opened_at, outcome = 'Helped'`)
  expect(await cases()).toEqual({ status: 0, printed: '0 open of 0 shown.\n' })
  expect((await cases('--show', 'closed')).printed).toContain('A lost telephone')
})
