import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { suspendUser } from '../../src/accounts/changes/suspend-user.ts'
import { endCard } from '../../src/cards/store.ts'
import { openDatabase } from '../../src/db/open-database.ts'
import type { Database } from '../../src/db/transaction.ts'
import { withClient } from '../../src/db/with-client.ts'
import { clearFuture } from '../../src/demo/clear-future.ts'
import type { CardId, DoorId, Epoch } from '../../src/kernel/ids.ts'
import { systemClock, systemRandomness } from '../../src/kernel/system.ts'
import { checkSession, endSession, type LiveSession } from '../../src/sessions/check-session.ts'
import type { NewsFeed } from '../../src/sessions/news-feed.ts'
import { noteSeen } from '../../src/sessions/note-seen.ts'
import { makeSessionGate } from '../../src/sessions/session-gate.ts'
import { sessionCookie } from '../../src/web/cookies.ts'
import { type Node, wire } from '../../src/wire.ts'
import { askFront } from '../support/ask-front.ts'
import { statementsOf } from '../support/count-statements.ts'
import { logOnByApp } from '../support/journeys.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { ORIGIN } from '../support/origin.ts'
import { askNewPassword, NEW_PASSWORD, nextAppCode } from '../support/own-account.ts'
import { TerminalBrowser } from '../support/terminal-browser.ts'

/** How soon is src/sessions/rules/freshness.ts. */
const SOON = { timeout: 30_000, interval: 20 }

const DOOR = 'ccms.otp.online' as DoorId
const COOKIE = sessionCookie('primary', DOOR)
const MONDAY = Temporal.Instant.from('2023-06-12T10:00+08:00')

let test: TestNode
let second: Node
beforeAll(async () => {
  test = await testNode({ at: MONDAY })
  second = await test.secondNode()
})
afterAll(() => test.stop())

let steps = 0
beforeEach(() => {
  steps += 1
  test.clock.set(MONDAY.add({ minutes: steps }))
})

async function tokenOf(userId: string): Promise<string> {
  const browser = new TerminalBrowser(test.node)
  await logOnByApp(test, browser, userId)
  return browser.cookies.get(COOKIE) ?? ''
}

/** How a browser, should it ever see the answer, is to take it: kept nowhere, shown to no other site. */
const TAKEN = {
  'Cache-Control': 'no-store',
  'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

async function ask(node: Node, token: string, { method = 'GET', door = DOOR } = {}): Promise<number> {
  const cookie = `${sessionCookie('primary', door)}=${token}`
  const answer = await askFront(node.front, { path: `/session-check/${door}`, method, headers: { cookie } })
  expect(answer.body).toBe('')
  for (const [name, value] of Object.entries(TAKEN))
    expect([name, answer.headers[name.toLowerCase()]]).toEqual([name, value])
  return answer.status
}

async function sessionOf(token: string): Promise<LiveSession> {
  const checked = await checkSession(test.database, test.node.world, {
    token,
    door: DOOR,
    at: test.clock.now(),
  })
  if (checked.state !== 'live') throw new Error(`the session is ${checked.state}`)
  return checked.session
}

/** As an owner or another node does it: past everything this process could notice by itself. */
const outside = (statement: string, ...values: unknown[]) => test.db.ask(statement, values)

async function revokeCardOf({ id, accountId }: LiveSession): Promise<void> {
  await outside("update logon_session set acr = 'card' where id = $1", id)
  await outside('delete from smartcard where account_id = $1', accountId)
  await outside(
    `insert into smartcard values ($1, $1, repeat('f', 64), 'f', repeat('f', 64), 'CN', '2033-01-01Z', '2023-01-01Z', null, null)`,
    accountId,
  )
  await test.database.write({ as: 'operations' }, (tx) =>
    endCard(tx, accountId as string as CardId, 'revoked', test.clock.now()),
  )
}

describe('the session check for proxies', () => {
  it('says by its status alone: open, not available at this hour, nobody, not to be asked so', async () => {
    const token = await tokenOf('SGCUSR01')
    expect(await ask(test.node, token)).toBe(204)
    expect(await ask(second, token)).toBe(204)
    expect(await ask(test.node, '')).toBe(401)
    expect(await ask(test.node, 'x'.repeat(43))).toBe(401)
    expect(await ask(test.node, token, { method: 'POST' })).toBe(405)
  })

  it('decides anew when the decision runs out: the function closes, and the session lives on', async () => {
    test.clock.set(Temporal.Instant.from('2023-06-12T18:45+08:00'))
    const token = await tokenOf('EWDUSR01')
    expect(await ask(test.node, token)).toBe(204)
    test.clock.set(Temporal.Instant.from('2023-06-12T19:00+08:00'))
    expect(await ask(test.node, token)).toBe(403)
  })

  it('answers from memory, without a statement, and only for the door it was asked at', async () => {
    const token = await tokenOf('MFSUSR01')
    await ask(test.node, token)
    const sent = await statementsOf(async () => expect(await ask(test.node, token)).toBe(204))
    expect(sent).toEqual([])
    expect(await ask(test.node, token, { door: 'ccms.otp.overnight' as DoorId })).toBe(401)
  })

  it.each<[string, string, number, (live: LiveSession) => Promise<unknown>]>([
    [
      'a log-out',
      'SGCUSR01',
      401,
      ({ id }) => endSession(test.database, test.node.world, id, 'logged-out', MONDAY),
    ],
    ['a newer logon', 'EWDUSR02', 401, () => tokenOf('EWDUSR02')],
    ['a suspension', 'TRCUSR01', 401, ({ accountId }) => suspend(accountId)],
    [
      'a status set by hand',
      'LAUUSR01',
      401,
      ({ accountId }) => outside("update account set status = 'suspended' where id = $1", accountId),
    ],
    [
      'a right taken away',
      'KTBUSR02',
      403,
      ({ accountId }) =>
        outside(
          'update user_group_member set valid_to = valid_from where membership_id in (select id from membership where account_id = $1)',
          accountId,
        ),
    ],
    [
      'a membership ended',
      'HLSUSR03',
      403,
      ({ accountId }) =>
        outside('update membership set valid_to = valid_from where account_id = $1', accountId),
    ],
    ['all sessions cleared', 'MFSUSR01', 401, () => clearFuture(test.db.superuserUrl, test.clock.now())],
  ])('knows of %s at another node', async (_, userId, status, change) => {
    test.clock.set(MONDAY.add({ minutes: 20 + steps }))
    const token = await tokenOf(userId)
    expect(await ask(second, token)).toBe(204)
    test.clock.set(test.clock.now().add({ seconds: 30 }))
    await change(await sessionOf(token))
    await second.gate.catchUp()
    expect(await ask(second, token)).toBe(status)
  })

  it.each<[string, string, (live: LiveSession) => Promise<unknown>]>([
    [
      'a log-out',
      'EWDUSR01',
      ({ id }) => endSession(test.database, test.node.world, id, 'logged-out', test.clock.now()),
    ],
    ['a password changed in another session', 'MFSUSR01', () => changePassword('MFSUSR01')],
    ['a smartcard that opened it, revoked', 'SGCUSR01', revokeCardOf],
  ])('hears by itself of %s', async (_, userId, change) => {
    test.clock.set(MONDAY.add({ minutes: 40 + steps }))
    const token = await tokenOf(userId)
    expect(await ask(second, token)).toBe(204)
    await change(await sessionOf(token))
    await vi.waitFor(async () => expect(await ask(second, token)).toBe(401), SOON)
  })

  it('misses nothing of a transaction that was under way when the feed was asked', async () => {
    const token = await tokenOf('SGCUSR01')
    const { id } = await sessionOf(token)
    await withClient(test.db.superuserUrl, async (client) => {
      await client.query('begin')
      await client.query(
        "update logon_session set ended_at = created_at, ended_because = 'revoked' where id = $1",
        [id],
      )
      // Later by its number, and committed before.
      await outside('insert into session_news (account_id) values (gen_random_uuid())')
      await second.gate.catchUp()
      expect(await ask(second, token)).toBe(204)
      await client.query('commit')
    })
    await second.gate.catchUp()
    expect(await ask(second, token)).toBe(401)
  })
})

/** At the overnight reports: the session at the online door is another one of his, and ends. */
async function changePassword(userId: string): Promise<void> {
  const browser = new TerminalBrowser(test.node)
  test.clock.set(test.clock.now().add({ seconds: 30 }))
  await logOnByApp(test, browser, userId, '/otp/overnight')
  await askNewPassword(browser, test.account(userId).password ?? '', NEW_PASSWORD, '/overnight')
  const passcode = nextAppCode(test, userId)
  expect((await browser.submit('/overnight/password/passcode', { passcode })).body).toContain(
    'has been changed',
  )
}

const suspend = (accountId: LiveSession['accountId']) =>
  test.database.write({ as: 'operations' }, (tx) =>
    suspendUser.apply(tx, test.node.world, { accountId }, { by: 'import', file: 'a test' }, MONDAY),
  )

describe('where the feed is not heard', () => {
  /** A node whose feed never answers. */
  function deafNode(database: Database): Node {
    const gone = () => Promise.reject(new Error('the feed is gone'))
    const node = wire({
      ...test.node.world,
      origins: [ORIGIN],
      clocks: { programme: test.clock, wire: systemClock },
      randomness: systemRandomness,
      sealingKeys: [{ id: 1, secret: new Uint8Array(32) }],
      database,
      feedDatabase: { ...database, readAtOnce: gone },
      transport: { send: async () => ({ outcome: 'later', answer: 'not asked' }) },
      mailFrom: 'no-reply@clearinghouse.example',
      report: () => undefined,
    })
    onTestFinished(() => node.stop())
    return node
  }

  it('the database is read at every check, and a revocation is known at once', async () => {
    const token = await tokenOf('EWDUSR01')
    const node = deafNode(test.database)
    for (const _ of [1, 2]) {
      const sent = await statementsOf(async () => expect(await ask(node, token)).toBe(204))
      expect(sent.some((statement) => statement.includes('logon_session'))).toBe(true)
    }
    const { id } = await sessionOf(token)
    await endSession(test.database, test.node.world, id, 'revoked', test.clock.now())
    expect(await ask(node, token)).toBe(401)
  })

  it('and the database is away as well, nobody passes: 503', async () => {
    const token = await tokenOf('SGCUSR01')
    const away = openDatabase({
      url: 'postgres://nobody@127.0.0.1:1/none',
      poolSize: 1,
      applicationName: 'away',
    })
    onTestFinished(() => away.close())
    expect(await ask(deafNode(away), token)).toBe(503)
  })
})

describe('what is remembered', () => {
  const presented = (token: string) => ({ token, door: DOOR, at: test.clock.now(), network: () => 'here' })
  const heard: NewsFeed = { isHeard: () => true, ask: async () => {}, stop: async () => {} }
  const seen = { note: () => {}, flush: async () => {}, stop: async () => {} }

  it('is not what was read before news came of it', async () => {
    const token = await tokenOf('EWDUSR02')
    const { accountId } = await sessionOf(token)
    let decided = 0
    let tell: Parameters<Parameters<typeof makeSessionGate>[0]['feed']>[0] = () => {}
    const gate = makeSessionGate({
      database: test.database,
      world: { epoch: 'primary/0' as Epoch, randomness: systemRandomness },
      feed: (onNews) => {
        tell = onNews
        return heard
      },
      seen,
      decide: async () => {
        decided += 1
        if (decided === 1) tell({ accounts: [accountId] })
        return { functionOpen: decided === 1, nextChange: null }
      },
    })
    expect(await gate.check(presented(token))).toBe('open')
    expect(await gate.check(presented(token))).toBe('not-available')
    expect(await gate.check(presented(token))).toBe('not-available')
    expect(decided).toBe(2)
  })

  it('of his last use is at most a second older in the notes, and a check right behind a logon costs none', async () => {
    const token = await tokenOf('EWDUSR01')
    const noted: number[] = []
    const from = test.clock.now()
    const gate = makeSessionGate({
      database: test.database,
      world: test.node.world,
      feed: () => heard,
      seen: { ...seen, note: (_, at) => void noted.push(at.since(from).total('milliseconds')) },
      decide: async () => ({ functionOpen: true, nextChange: null }),
    })
    for (const milliseconds of [0, 1, 999, 1000, 1500, 1999, 2000, 5000])
      await gate.check({ ...presented(token), at: from.add({ milliseconds }) })
    expect(noted).toEqual([1000, 2000, 5000])
  })

  it('of his last use is written before he might be taken for idle elsewhere, which asks the database first', async () => {
    const token = await tokenOf('SGCUSR01')
    const gates = [1, 2].map(() => {
      const notes = noteSeen(test.database, () => undefined)
      onTestFinished(() => notes.stop())
      return makeSessionGate({
        database: test.database,
        world: test.node.world,
        feed: () => heard,
        seen: notes,
        decide: async () => ({ functionOpen: true, nextChange: null }),
      })
    })
    const asked = () => Promise.all(gates.map((gate) => gate.check(presented(token))))
    expect(await asked()).toEqual(['open', 'open'])
    test.clock.set(test.clock.now().add({ minutes: 29, seconds: 30 }))
    expect(await gates[0]?.check(presented(token))).toBe('open')
    test.clock.set(test.clock.now().add({ minutes: 20 }))
    expect(await gates[1]?.check(presented(token))).toBe('open')
    test.clock.set(test.clock.now().add({ minutes: 30 }))
    expect(await asked()).toEqual(['none', 'none'])
  })
})

describe('made-up tokens', () => {
  it('cost one indexed read each, a few at a time, and write nothing', async () => {
    const made = Array.from({ length: 300 }, () =>
      Buffer.from(systemRandomness.bytes(32)).toString('base64url'),
    )
    let [reading, most] = [0, 0]
    const database: Database = {
      ...test.database,
      readAtOnce: (scope, work) => {
        most = Math.max(most, ++reading)
        return test.database.readAtOnce(scope, work).finally(() => reading--)
      },
    }
    const gate = makeSessionGate({
      database,
      world: test.node.world,
      feed: () => ({ isHeard: () => true, ask: async () => {}, stop: async () => {} }),
      seen: { note: () => {}, flush: async () => {}, stop: async () => {} },
      decide: () => Promise.reject(new Error('nobody is decided on')),
    })
    const sent = await statementsOf(async () => {
      const at = test.clock.now()
      const checks = made.map((token) => gate.check({ token, door: DOOR, at, network: () => 'far' }))
      expect(new Set(await Promise.all(checks))).toEqual(new Set(['none']))
    })
    const [reads, rest] = [
      sent.filter((text) => text.startsWith('select')),
      sent.filter((text) => !/^(select|begin read only|set local role|commit)/.test(text)),
    ]
    expect([reads.length, rest, most]).toEqual([300, [], 4])
  })
})
