import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { startFaultyServer } from '../../test/contracts/mail-faulty-server.ts'
import { seedCrowd } from '../../test/faults/seed-crowd.ts'
import { runCommand } from '../../test/support/run-command.ts'
import { startProgram } from '../../test/support/serving-node.ts'
import { type ServingSite, servingSite } from '../../test/support/serving-site.ts'
import { withClient } from '../db/with-client.ts'

let site: ServingSite
beforeAll(async () => {
  site = await servingSite()
  await seedCrowd(site.urls.ownerUrl, site.sealingKey, { app: 2, email: 0, uninitiated: 0 })
})
afterAll(() => site.stop())

interface Found {
  readonly check: string
  readonly state: string
  readonly says: string
  readonly todo?: string
}

/** `sallyport doctor --json` by the site's settings, over which `settings` win. */
async function doctor(settings: Readonly<Record<string, string>> = {}, ...words: readonly string[]) {
  const argv = ['doctor', '--json', '--config', site.settingsFile, ...words]
  const { status, printed } = await runCommand(argv, settings)
  const { findings, notAsked } = JSON.parse(printed) as { findings: Found[]; notAsked: string[] }
  const of = (check: string) => findings.filter((finding) => finding.check === check)
  return { status, findings, notAsked, of }
}

const asSuperuser = async (sql: string) =>
  (await withClient(site.urls.superuserUrl, (client) => client.query(sql))).rows

const COUNT = `select (xpath('/row/n/text()', query_to_xml('select count(*) as n from ' || quote_ident(tablename), false,
  true, '')))[1]::text as rows, tablename from pg_tables where schemaname = 'public' order by tablename`

describe('doctor', () => {
  it('finds a sound site well in every check, exits 0, and changes nothing', async () => {
    const before = await asSuperuser(COUNT)
    const { status, findings, notAsked } = await doctor()
    expect(findings.filter(({ state }) => state === 'fail')).toEqual([])
    expect([status, notAsked]).toEqual([0, []])
    expect(await asSuperuser(COUNT)).toEqual(before)
    expect(before.length).toBeGreaterThan(15)
  })

  it('says the same in words, one line a finding', async () => {
    const program = startProgram(['doctor', '--config', site.settingsFile])
    await program.ended
    expect(program.printed()).toMatch(/^holds {11}sealing keys {8}they open the 2 newest passwords$/m)
    expect(program.printed()).toMatch(/^\d+ well, \d+ to look at, 0 failing\.$/m)
  })

  it('finds a node that runs, and asks it', async () => {
    const node = await site.startNode()
    const opsPort = node.log().find(({ msg }) => msg === 'serving')?.['opsPort']
    const { of } = await doctor({ SALLYPORT_OPS_LISTEN: `127.0.0.1:${opsPort}` })
    expect(of('listeners')).toMatchObject([{ state: 'ok', says: expect.stringContaining('and is ready') }])
    expect(of('programme in force')).toMatchObject([
      { state: 'ok', says: expect.stringContaining('this file') },
    ])
  })

  it('fails with keys that open nothing; so does serve, before it opens anything', async () => {
    const keys = { SALLYPORT_SEALING_KEYS_FILE: site.file('other-keys', `1:${'ab'.repeat(32)}\n`) }
    const { status, of } = await doctor(keys)
    const says = 'SALLYPORT_SEALING_KEYS_FILE opens none of the 2 newest stored passwords'
    expect([status, of('sealing keys')]).toMatchObject([1, [{ state: 'fail', says }]])
    expect(await runCommand(['serve', '--config', site.settingsFile], keys)).toMatchObject({
      status: 2,
      complained: `${says}. Use the keys they were sealed with\n`,
    })
  })

  it('warns of one password that was altered, and lets the site start: others can still log on', async () => {
    await asSuperuser(`update credential set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1)
      where id = (select id from credential where kind = 'password' limit 1)`)
    const { status, of } = await doctor()
    expect([status, of('sealing keys')[0]?.state]).toEqual([0, 'warn'])
  })

  it('fails with a mail server that offers no encryption, and sends it neither mail nor password', async () => {
    const faulty = await startFaultyServer('has STARTTLS stripped')
    onTestFinished(() => faulty.stop())
    const { status, of } = await doctor({
      SALLYPORT_SMTP_URL: `smtp://sallyport:secret@localhost:${faulty.address.port}`,
    })
    expect([status, of('mail server')[0]?.state]).toEqual([1, 'fail'])
    expect(faulty.seen).toMatchObject({ logonsInClear: 0, messagesInClear: 0 })
  })

  it('leaves out what asks a database that is away, and says which', async () => {
    const url = new URL(site.urls.ownerUrl)
    url.port = '1'
    const { status, of, notAsked } = await doctor({ SALLYPORT_DATABASE_URL: url.href })
    expect([status, of('database')[0]?.state]).toEqual([1, 'fail'])
    expect(notAsked).toEqual([
      'replication',
      'sealing keys',
      'programme in force',
      'database server',
      'clock',
      'outbox',
    ])
  })

  it('looks ahead to a day of the programme, and exits 1 where something will not hold then', async () => {
    const ahead = (folder: string) =>
      doctor({ SALLYPORT_REPORTS_FOLDER: folder }, '--for', '2023-06-10', '--rollback-days', '3')
    const [sound, lacking] = [await ahead(site.folder), await ahead('/nowhere')]
    expect([sound.status, sound.findings.filter(({ state }) => state === 'fail')]).toEqual([0, []])
    const day = sound.of('that day').map(({ says }) => says)
    expect(day).toEqual(
      ['is past', '(Session 1)', '(Session 2)'].map((words) => expect.stringContaining(words)),
    )
    expect(sound.of('certificates').length).toBeGreaterThan(1)
    const says = expect.stringContaining('/nowhere')
    expect([lacking.status, lacking.of('disk')[0]]).toMatchObject([1, { state: 'fail', says }])
  })

  it.each([
    ['2023-06-31', 'not a day of the calendar'],
    ['2031-06-10', 'is not in the calendar of'],
  ])('exits 2 for %s: %s', async (day, words) => {
    const ran = await runCommand(['doctor', '--for', day, '--config', site.settingsFile])
    expect(ran).toMatchObject({ status: 2, complained: expect.stringContaining(words) })
  })

  it('exits 2 with settings that can’t be read, and names them', async () => {
    const settings = {
      SALLYPORT_ARGON2: 'm=8,t=1,p=1',
    }
    expect(await runCommand(['doctor', '--config', site.settingsFile], settings)).toMatchObject({
      status: 2,
      complained: 'SALLYPORT_ARGON2 must be such as m=47104,t=1,p=1, which is also the least allowed\n',
    })
  })
})

describe('calibrate', () => {
  it('measures, and proposes nothing above the target nor below the least; exit 1 where not even that fits', async () => {
    const calibrate = async (target: string) => {
      const { status, printed } = await runCommand(['calibrate', '--json', '--target-ms', target])
      return { status, report: JSON.parse(printed) }
    }
    const [generous, hopeless] = [await calibrate('30'), await calibrate('5')]
    expect(generous.report.measured.length).toBeGreaterThan(0)
    for (const { milliseconds } of [generous.report.proposed ?? { milliseconds: 0 }])
      expect(milliseconds).toBeLessThanOrEqual(30)
    expect(generous.report.measured[0].parameters).toBe('m=47104,t=1,p=1')
    expect([hopeless.status, hopeless.report.proposed]).toEqual([1, null])
  }, 60_000)
})
