import { sql } from 'kysely'
import { beforeEach, describe, expect, it } from 'vitest'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import {
  bringIn,
  FIRM,
  folderOf,
  IMPORTED_AT,
  onLongWork,
  tryImport,
  WORLD,
  withPeople,
} from '../../test/support/directory-files.ts'
import { seoch } from '../../test/support/programme-samples.ts'
import { suspendUser } from '../accounts/changes/suspend-user.ts'
import { filedCards } from '../cards/read-filed.ts'
import type { LongWork } from '../db/open-long-work.ts'
import type { Scope } from '../db/transaction.ts'
import { withClient } from '../db/with-client.ts'
import { registerEmail } from '../emails/changes.ts'
import { sha256 } from '../kernel/digest.ts'
import type { AccountId, ParticipantId, RequestNumber, UserId } from '../kernel/ids.ts'
import { systemRandomness } from '../kernel/system.ts'
import { sealingKeys } from '../sealing/keys.ts'
import { makeSealer } from '../sealing/seal.ts'
import { importDirectory } from './import-directory.ts'
import type { Reconciliation } from './reconciliation.ts'

const LATER = IMPORTED_AT.add({ hours: 24 })
const TWO_DAS = {
  by: 'request',
  ...{ number: 'R-000001' as RequestNumber, authoriser: null, singleControl: false },
  ...{ maker: 'm' as AccountId, checker: 'c' as AccountId },
} as const
const KEYS = sealingKeys([{ id: 1, secret: systemRandomness.bytes(32) }])
const CHANGING = { ...WORLD, programme: seoch, sealer: makeSealer(KEYS, systemRandomness) }
const USER = 'HLSUSR01,P7,陳大文,zh-Hant,C00101,user,Dealing,active,tai.man@hl.example,'

let test: TestDatabase
beforeEach(async () => {
  test = await testDatabase()
  return () => test.drop()
})

async function rows(select: string) {
  const result = await test.ask(select)
  return result.rows
}

/** Every row of every table that an import may touch. */
async function everything(): Promise<string> {
  const tables = await rows('select relname from pg_stat_user_tables order by 1')
  const all = tables.map(({ relname }) => `select '${relname}', jsonb_agg(t) from ${relname} t`)
  return JSON.stringify(await rows(`${all.join(' union all ')} order by 1`))
}

const accountOf = async (userId: string): Promise<AccountId> =>
  (await rows(`select id from account where user_id = '${userId}'`))[0].id

const CHANGED = ['verdict', 'key', 'field', 'before', 'after', 'filed'] as const
const changesIn = ({ changes }: Reconciliation) =>
  changes.first.map((change) => CHANGED.map((field) => change[field]))

const registerHere = (userId: string, address: string) =>
  test.database.write({ as: 'operations' }, async (tx) => {
    const [id, accountId] = [systemRandomness.uuid(), await accountOf(userId)]
    const proposal = { id, accountId, address, participant: null }
    await registerEmail.apply(tx, { ...CHANGING, database: test.database }, proposal, TWO_DAS, LATER)
  })

const emailOf = async (userId: string) =>
  (
    await rows(`select address from registered_email e join account a on a.id = e.account_id
    where user_id = '${userId}' and valid_to is null`)
  )[0]?.address

describe('a dry run', () => {
  it('says what an apply does, row by row and in sums, and writes nothing', async () => {
    const before = await everything()
    const dry = await bringIn(test.url, FIRM, { apply: false })
    expect(await everything()).toBe(before)
    expect(dry).toMatchObject({ outcome: 'would-change', total: { rows: 3, before: 0, after: 3, added: 3 } })
    expect(changesIn(dry)).toContainEqual([
      'added',
      'HLSUSR01',
      'registered_email',
      null,
      'tai.man@hl.example',
      null,
    ])
    const applied = await bringIn(test.url, FIRM)
    expect({ ...applied, outcome: 'would-change' }).toEqual(dry)
  })
})

describe('an import', () => {
  it('brings in firms with networks and contacts, groups, people, memberships and emails', async () => {
    await bringIn(test.url, FIRM)
    expect(await rows('select network::text from participant_network')).toEqual([
      { network: '203.0.113.0/24' },
    ])
    expect(await rows('select name, telephone from participant_contact')).toEqual([
      { name: 'Lau Sze Wing', telephone: '+852 2123 4567' },
    ])
    const held = `select user_id, display_name, role, address, array_agg(function_id order by function_id) as functions
      from account a join person p on p.id = a.person_id join membership m on m.account_id = a.id
      join registered_email e on e.account_id = a.id join user_group_member i on i.membership_id = m.id
      join user_group_function using (user_group_id) where user_id = 'HLSUSR01' group by 1, 2, 3, 4`
    expect(await rows(held)).toEqual([
      {
        user_id: 'HLSUSR01',
        display_name: '陳大文',
        role: 'user',
        address: 'tai.man@hl.example',
        functions: ['ccms.online', 'ccms.overnight'],
      },
    ])
  })

  it('repeated, changes nothing but for its own evidence', async () => {
    const first = await bringIn(test.url, FIRM)
    const [before, events] = [await everything(), await rows('select from audit_event')]
    const second = await bringIn(test.url, FIRM, { apply: false })
    expect(second).toMatchObject({
      outcome: 'nothing-to-change',
      digest: first.digest,
      changes: { count: 0 },
    })
    await bringIn(test.url, FIRM)
    expect(await rows('select from audit_event')).toHaveLength(events.length + 1)
    const kept =
      'select user_id, address, valid_from from account join registered_email on account_id = account.id'
    expect(await rows(kept)).toHaveLength(3)
    expect(before).toContain('tai.man@hl.example')
  })

  it('as a delta, changes only what differs and closes, never overwrites, what was', async () => {
    await bringIn(test.url, FIRM)
    const delta = withPeople({
      HLSUSR01: USER.replace('tai.man', 'chan.tai.man').replace('Dealing', 'Dealing;Admin'),
    })
    const report = await bringIn(test.url, delta, { at: LATER })
    expect(changesIn(report)).toEqual([
      ['changed', 'HLSUSR01', 'registered_email', 'tai.man@hl.example', 'chan.tai.man@hl.example', null],
      ['changed', 'HLSUSR01/C00101/user', 'groups', 'Dealing', 'Admin;Dealing', null],
    ])
    expect(report.total).toMatchObject({ before: 3, after: 3, changed: 1, unchanged: 2 })
    const addresses =
      "select address, valid_to is null as now from registered_email where address like '%tai.man%' order by 1"
    expect(await rows(addresses)).toEqual([
      { address: 'chan.tai.man@hl.example', now: true },
      { address: 'tai.man@hl.example', now: false },
    ])
  })

  it('ends a role, and its access rights, that its User ID no longer has in the files', async () => {
    const second = `${USER.replace('user,Dealing', 'client-connect,')}EU_Events`
    await bringIn(test.url, withPeople({ HLSUSR01: USER, second }))
    const inForce = `select m.role, r."right" from membership m left join access_right r
      on r.membership_id = m.id and r.valid_to is null where m.role = 'client-connect' and m.valid_to is null`
    expect(await rows(inForce)).toEqual([{ role: 'client-connect', right: 'EU_Events' }])
    const report = await bringIn(test.url, FIRM, { at: LATER })
    expect(changesIn(report).map(([verdict]) => verdict)).toEqual(['ended', 'ended'])
    expect(await rows(inForce)).toEqual([])
  })

  it('joins the User IDs of one person, and one User ID to several participants', async () => {
    const other = 'C00102,Kite Terrace Brokers Limited,鳶臺經紀有限公司,no,'
    const more = withPeople({
      HLSUSR01: USER,
      second: USER.replace('C00101', 'C00102').replace('Dealing', ''),
      third: USER.replace('HLSUSR01', 'KTBUSR01').replace('C00101', 'C00102').replace('Dealing', ''),
    })
    await bringIn(test.url, { ...more, 'participants.csv': [...(FIRM['participants.csv'] ?? []), other] })
    expect(
      await rows(`select user_id, count(*)::int as roles, count(distinct person_id)::int as people
        from account join membership on account_id = account.id where user_id like '%USR01' group by 1 order by 1`),
    ).toEqual([
      { user_id: 'HLSUSR01', roles: 2, people: 1 },
      { user_id: 'KTBUSR01', roles: 1, people: 1 },
    ])
    expect(await rows("select from person where registry_key = 'P7'")).toHaveLength(1)
  })
})

describe('what was changed here since the last import', () => {
  it('stays, and is reported as a conflict at every import until the files agree', async () => {
    await bringIn(test.url, FIRM)
    await registerHere('HLSUSR01', 'new@hl.example')
    for (const filed of ['tai.man@hl.example', 'other@hl.example']) {
      const report = await bringIn(
        test.url,
        withPeople({ HLSUSR01: USER.replace('tai.man@hl.example', filed) }),
        { at: LATER },
      )
      expect(changesIn(report)).toEqual([
        ['conflict', 'HLSUSR01', 'registered_email', 'new@hl.example', 'new@hl.example', filed],
      ])
      expect(report.total).toMatchObject({ conflicts: 1, unchanged: 2 })
    }
    expect(await emailOf('HLSUSR01')).toBe('new@hl.example')
    const agreed = await bringIn(test.url, withPeople({ HLSUSR01: USER.replace('tai.man', 'new') }), {
      at: LATER,
    })
    expect(agreed.changes.count).toBe(0)
    await bringIn(test.url, withPeople({ HLSUSR01: USER.replace('tai.man', 'newer') }), { at: LATER })
    expect(await emailOf('HLSUSR01')).toBe('newer@hl.example')
  })

  it('stays also where it is a suspension: no file lifts it', async () => {
    await bringIn(test.url, FIRM)
    const accountId = await accountOf('HLSUSR01')
    await test.database.write({ as: 'operations' }, (tx) =>
      suspendUser.apply(tx, { ...CHANGING, database: test.database }, { accountId }, TWO_DAS, LATER),
    )
    const report = await bringIn(test.url, FIRM)
    expect(changesIn(report)).toEqual([
      ['conflict', 'HLSUSR01', 'status', 'suspended', 'suspended', 'active'],
    ])
    const [account] = await rows("select status from account where user_id = 'HLSUSR01'")
    expect(account).toEqual({ status: 'suspended' })
  })

  it('includes an initiation: the address that was proven is no longer the registry’s to change', async () => {
    await bringIn(test.url, FIRM)
    await withClient(test.superuserUrl, async (client) => {
      const account = await accountOf('HLSUSR01')
      await client.query(
        `insert into credential values ('${account}', '${account}', 'email', null, 'primary/0', '${LATER}')`,
      )
    })
    await bringIn(test.url, withPeople({ HLSUSR01: USER.replace('tai.man@hl', 'thief@evil') }))
    expect(await emailOf('HLSUSR01')).toBe('tai.man@hl.example')
  })
})

describe('who is here and in no file', () => {
  it('is reported as missing, and untouched', async () => {
    await bringIn(test.url, FIRM)
    const before = await rows('select * from account order by id')
    const report = await bringIn(test.url, withPeople({ HLSUSR01: undefined }))
    expect(report.total).toMatchObject({ before: 3, after: 3, missing: 1, unchanged: 2 })
    expect(await rows('select * from account order by id')).toEqual(before)
  })

  it('is suspended by --suspend-missing, his sessions ended; the clearing house’s own people never', async () => {
    const house = 'HOUSEHL1,,Tam Lok Sum,en,,hotline,,active,tam@house.example,'
    await bringIn(test.url, withPeople({ house }))
    const report = await bringIn(test.url, withPeople({ HLSUSR01: undefined }), { suspendMissing: true })
    expect(changesIn(report)).toContainEqual(['missing', 'HLSUSR01', 'status', 'active', 'suspended', null])
    const status = "select user_id, status from account where user_id in ('HLSUSR01', 'HOUSEHL1') order by 1"
    expect(await rows(status)).toEqual([
      { user_id: 'HLSUSR01', status: 'suspended' },
      { user_id: 'HOUSEHL1', status: 'active' },
    ])
    const back = await bringIn(test.url, FIRM)
    expect(changesIn(back)).toContainEqual([
      'conflict',
      'HLSUSR01',
      'status',
      'suspended',
      'suspended',
      'active',
    ])
  })
})

describe('evidence', () => {
  it('is an event for each change, digested as any other, and one of the import with all digests', async () => {
    const { digest, proposal, files } = await bringIn(test.url, FIRM)
    const events = await rows(`select kind, user_id, facts, salt, particulars from audit_event e
      join audit_personal on event_id = e.id left join account on account.id = account_id`)
    expect(events.map(({ kind, user_id }) => `${kind} ${user_id ?? ''}`.trim()).sort()).toEqual([
      'account.opened HLSDAC01',
      'account.opened HLSDAM01',
      'account.opened HLSUSR01',
      'contact.recorded',
      'directory.imported',
      'email.registered HLSDAC01',
      'email.registered HLSDAM01',
      'email.registered HLSUSR01',
      'group.recorded',
      'group.recorded',
      'participant.admitted',
    ])
    for (const { facts, salt, particulars } of events) {
      const canonical = JSON.stringify(particulars, Object.keys(particulars).sort())
      expect(facts.particulars).toBe(sha256(Buffer.concat([salt, Buffer.from(canonical)])).toString('hex'))
      expect(facts.file).toBe(`sha256:${proposal}`)
    }
    expect(events.find(({ kind }) => kind === 'directory.imported')).toMatchObject({
      facts: {
        by: 'first-import',
        directory: `sha256:${digest}`,
        'people.csv': `sha256:${files[3]?.sha256}`,
        rows: 3,
      },
      particulars: { runBy: 'test@here' },
    })
  })

  it('has the same digest for equal directories, whoever else was imported when', async () => {
    const one = await bringIn(test.url, FIRM)
    const [other, more] = [await testDatabase(), withPeople({ HLSUSR01: USER.replace('tai.man', 'x') })]
    await bringIn(other.url, more)
    const same = await bringIn(other.url, FIRM)
    await other.drop()
    expect(same.digest).toBe(one.digest)
  })
})

describe('what an import keeps', () => {
  it('of one firm no other firm sees: neither contacts nor what the files said', async () => {
    await bringIn(test.url, FIRM)
    const seenBy = (scope: Scope, table: 'participant_contact' | 'imported_record') =>
      test.database.read(
        scope,
        async (db) => (await db.selectFrom(table).select(sql`1`.as('one')).execute()).length,
      )
    const [{ id }] = await rows('select id from participant')
    const other = systemRandomness.uuid() as ParticipantId
    expect(await seenBy({ as: 'participant', participant: other }, 'participant_contact')).toBe(0)
    expect(await seenBy({ as: 'participant', participant: id }, 'participant_contact')).toBe(1)
    await expect(seenBy({ as: 'participant', participant: id }, 'imported_record')).rejects.toMatchObject({
      code: '42501',
    })
    expect(await seenBy({ as: 'operations' }, 'imported_record')).toBeGreaterThan(5)
  })
})

describe('approval', () => {
  const operators = withPeople({
    maker: 'HOUSEOM1,,Au Chi Wai,en,,operator-maker,,active,au@house.example,',
    checker: 'HOUSEOC1,,Ip Mei Yan,en,,operator-checker,,active,ip@house.example,',
  })

  it('of two operators, of exactly these files, is wanted as soon as there are two operators', async () => {
    const { proposal } = await bringIn(test.url, operators)
    const by = (maker: string, checker: string, approved = proposal) =>
      tryImport(test.url, folderOf(operators), {
        approval: { maker: maker as UserId, checker: checker as UserId, proposal: approved },
      })
    const before = await everything()
    for (const refused of [
      await tryImport(test.url, folderOf(operators)),
      await by('HOUSEOM1', 'HOUSEOM1'),
      await by('HLSDAM01', 'HOUSEOC1'),
      await by('HOUSEOM1', 'HOUSEOC1', 'another'),
    ])
      expect(refused.ok).toBe(false)
    expect(await everything()).toBe(before)
    expect(await by('HOUSEOM1', 'HOUSEOC1')).toMatchObject({ ok: true, value: { outcome: 'applied' } })
    expect(
      await rows(
        "select facts->>'statedMaker' = (select id::text from account where user_id = 'HOUSEOM1') as stated from audit_event where facts->>'by' = 'two-operators'",
      ),
    ).toEqual([{ stated: true }])
  })
})

describe('meanwhile', () => {
  /** Brings in a new email, while somebody does `deed` after the comparison and before the first row is written. */
  const overtakenBy = (deed: () => Promise<unknown>) =>
    onLongWork(test.url, (work) => {
      const run: LongWork['run'] = async (statement, parameters) => {
        if (statement.startsWith('insert into this_import')) await deed()
        return work.run(statement, parameters)
      }
      const folder = folderOf(withPeople({ HLSUSR01: USER.replace('tai.man', 'x') }))
      const asked = {
        folder,
        known: {
          functions: new Set(['ccms.online', 'ccms.overnight', 'dms.security']),
          cards: filedCards(undefined),
        },
      }
      const options = { apply: true, suspendMissing: false, approval: undefined, at: LATER, runBy: 'test' }
      return importDirectory({ ...work, run }, WORLD, { ...asked, ...options }, () => undefined)
    })

  it('an email registered here is never overwritten: the import brings in nothing, and can be run again', async () => {
    await bringIn(test.url, FIRM)
    const refused = await overtakenBy(() => registerHere('HLSUSR01', 'new@hl.example'))
    expect(refused).toMatchObject({ ok: false, refusal: expect.stringContaining('was changed meanwhile') })
    expect(await emailOf('HLSUSR01')).toBe('new@hl.example')
  })

  it('another import is refused, and the first one goes on', async () => {
    await bringIn(test.url, FIRM)
    let second: unknown
    const first = await overtakenBy(async () => {
      second = await tryImport(test.url, folderOf(FIRM))
    })
    expect(second).toEqual({ ok: false, refusal: 'another import is under way' })
    expect(first).toMatchObject({ ok: true, value: { outcome: 'applied' } })
  })
})
