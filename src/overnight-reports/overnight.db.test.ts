import { createHash, randomBytes } from 'node:crypto'
import { createReadStream, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../test/support/directory-files.ts'
import { logOnByApp, logOnByEmail } from '../../test/support/journeys.ts'
import { type TestNode, testNode } from '../../test/support/node.ts'
import { deskOf } from '../../test/support/requests.ts'
import { TerminalBrowser } from '../../test/support/terminal-browser.ts'
import { systemClock } from '../kernel/system.ts'
import { planPublishing } from './plan-publishing.ts'
import { pruneReports } from './prune-reports.ts'
import { publishReport } from './publish-reports.ts'

const MONDAY = Temporal.Instant.from('2023-06-12T08:00+08:00')
const FRIDAY = Temporal.PlainDate.from('2023-06-09')
const FIRM = '/overnight/C00105'

let test: TestNode
let user: TerminalBrowser
beforeAll(async () => {
  test = await testNode({ at: MONDAY })
  user = new TerminalBrowser(test.node)
  await logOnByApp(test, user, 'SGCUSR01', '/otp/overnight')
})
afterAll(() => test.stop())

/** Publishes a night's folder, given as `CODE/name` and its text, and says what became of each. */
async function publish(files: Readonly<Record<string, string>>, day = FRIDAY, at = test.clock.now()) {
  const plan = await planPublishing(test.database, folderOf(files), day)
  expect(plan.faults).toEqual([])
  const { world } = test.node
  const publishing = {
    database: test.database,
    store: world.reports,
    world,
    day,
    at,
    publishedBy: 'ops@host',
  }
  return Promise.all(
    plan.reports.map((one) => publishReport(publishing, { ...one, content: createReadStream(one.file) })),
  )
}

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder()
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

const text = (body: string) =>
  (body.split('<main')[1] ?? '').replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
async function hrefOf(name: string, path = FIRM): Promise<string> {
  const { body } = await user.get(path)
  const [, href] = new RegExp(`href="([^"]+)"[^>]*>${name}<`).exec(body) ?? []
  if (href === undefined) throw new Error(`no ${name} in the list`)
  return href
}

describe('Overnight Report Download', () => {
  it('leads to the list of his firm, where the newest days are not yet published', async () => {
    const { body } = await user.open('/overnight')
    expect(text(body)).toMatch(/Business day Monday 12 June 2023 Not yet published\./)
    expect(text(body)).toMatch(/Business day Thursday 8 June 2023 No report was published\./)
  })

  it('shows a report from its publication on, with size and checksum, and gives its bytes', async () => {
    const content = 'series,long,short\r\n'
    await publish({ 'C00105/positions.csv': content })
    const { body } = await user.get(FIRM)
    expect(text(body)).toContain(createHash('sha256').update(content).digest('hex'))
    const answer = await user.get(await hrefOf('positions.csv'))
    expect([answer.status, answer.body]).toEqual([200, content])
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="positions.csv"')
    expect(answer.headers.get('repr-digest')).toBe(
      `sha-256=:${createHash('sha256').update(content).digest('base64')}:`,
    )
  })

  it('resumes a download where it broke off, and records each part and what left of it', async () => {
    const content = randomBytes(40_000).toString('hex')
    await publish({ 'C00105/long.txt': content })
    const href = await hrefOf('long.txt')
    const first = await user.get(href, { range: 'bytes=0-29999' })
    const etag = first.headers.get('etag') ?? ''
    const second = await user.get(href, { range: 'bytes=30000-', 'if-range': etag })
    expect([first.status, second.status]).toEqual([206, 206])
    expect(second.headers.get('content-range')).toBe('bytes 30000-79999/80000')
    expect(first.body + second.body).toBe(content)
    expect((await user.get(href, { range: 'bytes=80000-' })).status).toBe(416)
    const events = await deskOf(test).events('report.download-ended')
    const facts = events.map((event) => event['facts'] as Record<string, unknown>)
    expect(
      facts.filter(({ name }) => name === 'long.txt').map(({ from, sent, whole }) => [from, sent, whole]),
    ).toEqual([
      [0, 30_000, true],
      [30_000, 50_000, true],
    ])
  })

  it('joins no two revisions: who resumes by its address ends the one he began, the list has the new one', async () => {
    await publish({ 'C00105/amended.txt': 'first edition' })
    const former = await hrefOf('amended.txt')
    const { headers } = await user.get(former, { range: 'bytes=0-4' })
    expect(await publish({ 'C00105/amended.txt': 'second edition' })).toEqual(['replaced'])
    const rest = await user.get(former, { range: 'bytes=5-', 'if-range': headers.get('etag') ?? '' })
    expect([rest.status, rest.body]).toEqual([206, ' edition'])
    const now = await hrefOf('amended.txt')
    expect(now).not.toBe(former)
    const whole = await user.get(now, { range: 'bytes=5-', 'if-range': headers.get('etag') ?? '' })
    expect([whole.status, whole.body]).toEqual([200, 'second edition'])
    expect(text((await user.get(FIRM)).body)).toMatch(/amended\.txt\s+amended/)
  })

  it('is not cut by the clock, nor by the end of its hours; what begins after them finds it closed', async () => {
    const content = randomBytes(100_000).toString('hex')
    await publish({ 'C00105/evening.txt': content })
    const href = await hrefOf('evening.txt')
    test.clock.set(Temporal.Instant.from('2023-06-12T22:59:59+08:00'))
    const night = new TerminalBrowser(test.node)
    await logOnByApp(test, night, 'SGCUSR01', '/otp/overnight')
    const running = await night.stream(href)
    const reader = running.getReader()
    const first = await reader.read()
    test.clock.set(Temporal.Instant.from('2023-06-12T23:00+08:00'))
    expect((await night.get(href)).location).toBe('/overnight')
    expect(text((await night.open(href)).body)).toContain('Function not available')
    let size = first.value?.length ?? 0
    for (let part = await reader.read(); !part.done; part = await reader.read()) size += part.value.length
    expect(size).toBe(content.length)
    test.clock.set(MONDAY.add({ minutes: 5 }))
    // A later logon of the same user at this door ended his first.
    await logOnByApp(test, user, 'SGCUSR01', '/otp/overnight')
  })

  it('records a download that was given up as not whole', async () => {
    await publish({ 'C00105/given-up.txt': randomBytes(500_000).toString('hex') })
    const running = await user.stream(await hrefOf('given-up.txt'))
    const reader = running.getReader()
    await reader.read()
    await reader.cancel()
    const events = await deskOf(test).events('report.download-ended')
    const ended = events.map((event) => event['facts'] as Record<string, unknown>)
    expect(ended.find(({ name }) => name === 'given-up.txt')).toMatchObject({ whole: false })
  })

  it('records one that was given up before its first byte', async () => {
    await publish({ 'C00105/never-begun.txt': 'unread' })
    const running = await user.stream(await hrefOf('never-begun.txt'))
    await running.cancel()
    const events = await deskOf(test).events('report.download-ended')
    const ended = events.map((event) => event['facts'] as Record<string, unknown>)
    expect(ended.find(({ name }) => name === 'never-begun.txt')).toMatchObject({ sent: 0, whole: false })
  })

  it('is for whom a group of this very firm has it', async () => {
    const other = new TerminalBrowser(test.node)
    await logOnByEmail(test, other, 'SGCUSR02', '/otp/online')
    expect((await other.get(FIRM)).location).toBe('/otp/overnight')
    const desk = deskOf(test)
    await desk.sql(
      `insert into membership (id, account_id, participant_id, role, valid_from)
        values (gen_random_uuid(), $1, $2, 'user', $3)`,
      [desk.account('SGCUSR01'), await desk.firm('C00102'), MONDAY.toString()],
    )
    const page = await user.get('/overnight/C00102')
    expect([page.status, text(page.body)]).toEqual([
      403,
      expect.stringContaining('not among your functions at Kite Terrace Brokers Limited'),
    ])
  })
})

describe('publishing', () => {
  it('refuses a folder with a fault whole, and names each', async () => {
    const folder = folderOf({
      ...{ 'C00105/good.csv': 'x', 'C00105/.hidden': 'x', 'C00105/empty.csv': '', 'C99999/a.csv': 'x' },
      'loose.csv': 'x',
    })
    const { faults } = await planPublishing(test.database, folder, FRIDAY)
    expect(faults.map((fault) => fault.slice(folder.length + 1).replace(/:.*/, ''))).toEqual([
      'C00105/.hidden',
      'C00105/empty.csv',
      'C99999',
      'loose.csv',
    ])
  })

  it('of the same bytes again changes nothing and keeps nothing; of two at once makes two revisions', async () => {
    const count = async () => (await Array.fromAsync(test.node.world.reports.keys())).length
    expect(await publish({ 'C00105/again.csv': 'same' })).toEqual(['new'])
    const before = await count()
    expect(await publish({ 'C00105/again.csv': 'same' })).toEqual(['unchanged'])
    expect(await count()).toBe(before)
    const both = await Promise.all(
      ['left', 'right'].map((content) => publish({ 'C00105/twice.csv': content })),
    )
    expect(both.flat().sort()).toEqual(['new', 'replaced'])
  })

  it('is undone by time alone: what is too old goes, its row and its event stay; bytes of nobody go too', async () => {
    await publish({ 'C00105/old.csv': 'old' })
    const href = await hrefOf('old.csv')
    const { world } = test.node
    const store = world.reports
    const orphan = world.randomness.uuid()
    await store.put(orphan, Readable.from([Buffer.from('nobody knows me')]))
    const prune = (at: Temporal.Instant, wire: Temporal.Instant) =>
      pruneReports({ database: test.database, store, world, keepDays: 30, at, wire })
    await prune(MONDAY.add({ hours: 30 * 24 - 1 }), systemClock.now())
    expect((await user.get(href)).status).toBe(200)
    await prune(MONDAY.add({ hours: 30 * 24 + 1 }), systemClock.now().add({ hours: 25 }))
    expect((await user.get(href)).status).toBe(404)
    expect(await Array.fromAsync(store.keys())).toEqual([])
    expect((await deskOf(test).events('report.removed')).length).toBeGreaterThan(3)
  })
})
