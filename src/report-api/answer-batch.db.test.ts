import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type TestNode, testNode } from '../../test/support/node.ts'
import { deskOf } from '../../test/support/requests.ts'
import { StoreUnavailable } from '../overnight-reports/store-unavailable.ts'
import { makeToken, revokeToken } from '../overnight-reports/tokens/tokens.ts'
import { answering } from '../web/answer-request.ts'
import type { Answered } from '../web/watch-request.ts'
import { answerBatch, type BatchWorld } from './answer-batch.ts'

const MONDAY = Temporal.Instant.from('2023-06-12T08:00+08:00')
const FRIDAY = '2023-06-09'

let test: TestNode
let port = 0
let token = ''
const ends: (() => void)[] = []
const said: Answered[] = []
const faults: unknown[] = []
/** What the listener answers from; a test may put another store into it. */
let world: BatchWorld
let isHere = true

beforeAll(async () => {
  test = await testNode({ at: MONDAY })
  world = test.node.world
  const front = answerBatch({
    world: () => world,
    isHere: () => isHere,
    watch: () => (answered) => void said.push(answered),
    report: (fault) => void faults.push(fault),
  })
  const server = createServer(answering({ fetch: () => new Response(null, { status: 404 }) }, front))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
  ends.push(() => server.close().closeAllConnections())
  token = (await make('night-batch')) ?? ''
})
beforeEach(() => {
  test.clock.set(MONDAY)
  world = test.node.world
  isHere = true
})
afterAll(async () => {
  for (const end of ends) end()
  await test.stop()
})

const make = (name: string, hours = 24) =>
  test.database.write({ as: 'operations' }, (tx) =>
    makeToken(tx, world, { name, at: MONDAY, by: 'ops@host', expiresAt: MONDAY.add({ hours }) }),
  )
const revoke = (name: string) =>
  test.database.write({ as: 'operations' }, (tx) =>
    revokeToken(tx, world, { name, at: MONDAY, by: 'ops@host' }),
  )

const digestOf = (body: string) => `sha-256=:${createHash('sha256').update(body).digest('base64')}:`

interface Sent {
  readonly body?: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
}

function begin(path: string, { body = '', method = 'PUT', headers = {} }: Sent) {
  const usual = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/octet-stream',
    'content-length': String(Buffer.byteLength(body)),
    'content-digest': digestOf(body),
  }
  const outgoing = send({
    host: '127.0.0.1',
    port,
    path,
    method,
    headers: { ...usual, ...headers },
    agent: false,
  })
  const answer = once(outgoing, 'response').then(async (heard) => {
    const [incoming] = heard as [IncomingMessage]
    const said = await text(incoming)
    return { status: incoming.statusCode, headers: incoming.headers, body: JSON.parse(said) }
  })
  return { outgoing, answer }
}

function put(path: string, sent: Sent = {}) {
  const { outgoing, answer } = begin(path, sent)
  outgoing.end(sent.body ?? '')
  return answer
}

const at = (name: string, code = 'C00105', day = FRIDAY) => `/api/reports/${day}/${code}/${name}`
const rows = async (name: string) =>
  (await deskOf(test).sql('select * from overnight_report where name = $1 order by revision', [name])) as {
    readonly published_by: string
    readonly superseded_at: unknown
  }[]
const kept = async () => (await Array.fromAsync(test.node.world.reports.keys())).length
const refusals = async () =>
  (await deskOf(test).events('report.publishing-refused')).map((event) => event['facts'])

describe('a batch', () => {
  it('publishes a report, the same again changes nothing, other bytes amend it; the token is named', async () => {
    const first = await put(at('margin.csv'), { body: 'first' })
    expect([first.status, first.body]).toEqual([
      201,
      {
        ...{ outcome: 'new', businessDay: FRIDAY, participant: 'C00105', name: 'margin.csv' },
        sha256: createHash('sha256').update('first').digest('hex'),
      },
    ])
    const before = await kept()
    const again = await put(at('margin.csv'), { body: 'first' })
    expect([again.status, again.body.outcome, await kept()]).toEqual([200, 'the-same', before])
    const other = await put(at('margin.csv'), { body: 'second' })
    expect([other.status, other.body.outcome]).toEqual([200, 'amended'])
    expect((await rows('margin.csv')).map((row) => [row.published_by, row.superseded_at === null])).toEqual([
      ['token night-batch', false],
      ['token night-batch', true],
    ])
    const events = await deskOf(test).events('report.published')
    expect(events.length).toBe(2)
  })

  it('of two at once for one name leaves one in force, and the other behind it', async () => {
    const both = await Promise.all(['left', 'right'].map((body) => put(at('twice.csv'), { body })))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 201])
    expect((await rows('twice.csv')).filter((row) => row.superseded_at === null).length).toBe(1)
  })

  it.each([
    ['no participant of that code', 404, 'no-participant', at('a.csv', 'C99999'), {}],
    ['a code in another spelling', 404, 'no-participant', at('a.csv', 'c00105'), {}],
    ['a day that has not begun', 422, 'bad-day', at('a.csv', 'C00105', '2023-06-13'), {}],
    ['a Sunday', 422, 'bad-day', at('a.csv', 'C00105', '2023-06-11'), {}],
    ['a way out of the folder', 422, 'bad-name', at('..%2f..%2fetc%2fpasswd'), {}],
    ['dots for a name', 422, 'bad-name', at('..'), {}],
    ['a name in unicode', 422, 'bad-name', at('%E2%80%AEcsv.exe'), {}],
    ['another digest', 422, 'other-bytes', at('a.csv'), { headers: { 'content-digest': digestOf('b') } }],
    ['no digest', 400, 'no-digest', at('a.csv'), { headers: { 'content-digest': '' } }],
    ['a form', 415, 'wrong-type', at('a.csv'), { headers: { 'content-type': 'text/html' } }],
    ['nothing at all', 422, 'empty', at('a.csv'), { body: '' }],
    ['POST', 405, 'wrong-method', at('a.csv'), { method: 'POST' }],
    ['an address of nothing', 404, 'no-address', '/api/reports', {}],
    ['a page', 404, 'no-address', '/otp/online', {}],
  ] as const)('with %s is refused by %i, and nothing is kept', async (_, status, problem, path, sent) => {
    const before = await kept()
    const answer = await put(path, { body: 'a', ...sent })
    expect([answer.status, answer.body.type]).toEqual([status, `urn:sallyport:problem:${problem}`])
    expect(answer.headers['content-type']).toBe('application/problem+json')
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(answer.headers['access-control-allow-origin']).toBeUndefined()
    expect(await kept()).toBe(before)
  })

  it('says what is too large before a byte of it is taken', async () => {
    const { outgoing, answer } = begin(at('huge.csv'), { headers: { 'content-length': String(2 ** 40) } })
    outgoing.on('error', () => {})
    outgoing.flushHeaders()
    expect((await answer).status).toBe(413)
    outgoing.destroy()
  })

  it('must say the length: chunks are not taken', async () => {
    const { outgoing, answer } = begin(at('chunks.csv'), {})
    outgoing.removeHeader('content-length')
    outgoing.end('some')
    expect((await answer).body.type).toBe('urn:sallyport:problem:no-length')
  })

  it('at a site that holds no authority publishes nothing there', async () => {
    isHere = false
    expect((await put(at('elsewhere.csv'), { body: 'a' })).status).toBe(409)
  })

  it('is told of a store that is away or full, and that nothing was kept', async () => {
    const failing = (isFull: boolean) => ({
      ...test.node.world,
      reports: {
        ...test.node.world.reports,
        // Short as it is, the whole of it was read by then.
        put: async (_: string, content: Readable) => {
          await text(content)
          throw new StoreUnavailable('it is gone', { isFull })
        },
      },
    })
    world = failing(false)
    const away = await put(at('away.csv'), { body: 'a' })
    expect([away.status, away.headers['retry-after']]).toEqual([503, '5'])
    world = failing(true)
    expect((await put(at('away.csv'), { body: 'a' })).status).toBe(507)
    expect(await rows('away.csv')).toEqual([])
    expect(faults.splice(0).length).toBe(2)
  })
})

describe('an upload that is cut', () => {
  it('leaves nothing: no row, no bytes', async () => {
    const before = await kept()
    const { outgoing, answer } = begin(at('cut.csv'), { headers: { 'content-length': '1000000' } })
    const seen = said.length
    answer.catch(() => {})
    outgoing.on('error', () => {})
    await new Promise((written) => outgoing.write('x'.repeat(500_000), written))
    outgoing.destroy()
    while (said.length === seen || (await kept()) > before) await new Promise(setImmediate)
    expect(await rows('cut.csv')).toEqual([])
  })

  it('and goes on beyond what it said is two requests, the second of them no HTTP', async () => {
    const { outgoing, answer } = begin(at('longer.csv'), { body: 'said' })
    outgoing.write('said')
    outgoing.socket?.write(' and more')
    outgoing.end()
    expect((await answer).status).toBe(201)
    const [row] = await deskOf(test).sql('select size from overnight_report where name = $1', ['longer.csv'])
    expect(row).toEqual({ size: '4' })
  })
})

describe('a token', () => {
  it('that is wrong, of another scheme, missing, expired or revoked is one answer, and publishes nothing', async () => {
    const expired = await make('short', 1)
    const revoked = await make('gone')
    await revoke('gone')
    test.clock.set(MONDAY.add({ hours: 1 }))
    const answers = await Promise.all(
      [`Bearer ${expired}`, `Bearer ${revoked}`, 'Bearer sallyport_reports_guess', `Basic ${token}`, ''].map(
        (authorization) => put(at('a.csv'), { body: 'a', headers: { authorization } }),
      ),
    )
    const plain = answers.map(({ status, headers, body }) => {
      const { date: _, ...others } = headers
      return JSON.stringify([status, others, body])
    })
    expect(new Set(plain).size).toBe(1)
    expect(answers[0]).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': 'Bearer realm="reports"' },
    })
    expect(await rows('a.csv')).toEqual([])
  })

  it('that is known leaves evidence where it is refused; one that never was leaves none', async () => {
    const authorization = `Bearer ${await make('evidence')}`
    const before = (await refusals()).length
    await put(at('a.csv', 'C99999'), { body: 'a', headers: { authorization } })
    await put(at('a.csv'), { body: 'a', headers: { authorization: 'Bearer sallyport_reports_never' } })
    const named = (await refusals()) as { readonly name: string; readonly reason: string }[]
    expect(named.filter(({ name }) => name === 'evidence').map(({ reason }) => reason)).toEqual([
      'no-participant',
    ])
    expect(named.length).toBe(before + 1)
  })

  it('that is revoked while its upload runs publishes nothing more', async () => {
    const other = await make('leaving')
    const body = 'late'
    const { outgoing, answer } = begin(at('late.csv'), {
      body,
      headers: { authorization: `Bearer ${other}` },
    })
    outgoing.write('la')
    while ((await begun()) === false) await new Promise(setImmediate)
    await revoke('leaving')
    outgoing.end('te')
    expect((await answer).status).toBe(401)
    expect(await rows('late.csv')).toEqual([])
  })

  it('has a name that no other live one has, and rests as a digest; neither log nor event holds it', async () => {
    expect(await make('night-batch')).toBeUndefined()
    const [row] = await deskOf(test).sql(
      `select report_token::text from report_token where name = 'night-batch'`,
    )
    const events = await deskOf(test).sql(
      'select facts::text, particulars::text from audit_event e join audit_personal p on p.event_id = e.id',
    )
    const all = JSON.stringify([row, events, said])
    expect(all).not.toContain(token)
    expect(all).not.toContain(token.slice('sallyport_reports_'.length))
  })

  /** Whether an upload has got as far as the store: its bytes lie there unfinished. */
  async function begun(): Promise<boolean> {
    const ids = (await Array.fromAsync(world.reports.keys())).map(({ key }) => key)
    const found = await deskOf(test).sql('select id from overnight_report')
    return ids.some((id) => !found.some((each) => (each as { id: string }).id === id))
  }
})

describe('more uploads at once than are taken', () => {
  it('are told to come again, and those under way end well', async () => {
    const running = Array.from({ length: 8 }, (_, n) => {
      const one = begin(at(`slow-${n}.csv`), { body: 'ab' })
      one.outgoing.write('a')
      return one
    })
    const unfinished = async () => {
      const ids = (await Array.fromAsync(world.reports.keys())).map(({ key }) => key)
      const found = (await deskOf(test).sql('select id from overnight_report')) as { id: string }[]
      return ids.filter((id) => !found.some((each) => each.id === id)).length
    }
    while ((await unfinished()) < 8) await new Promise(setImmediate)
    const ninth = await put(at('ninth.csv'), { body: 'a' })
    expect([ninth.status, ninth.body.type]).toEqual([503, 'urn:sallyport:problem:busy'])
    for (const { outgoing } of running) outgoing.end('b')
    expect((await Promise.all(running.map(({ answer }) => answer))).map(({ status }) => status)).toEqual(
      Array(8).fill(201),
    )
    expect((await put(at('ninth.csv'), { body: 'a' })).status).toBe(201)
  })
})
