import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { logOnByApp } from '../../test/support/journeys.ts'
import { type TestNode, testNode } from '../../test/support/node.ts'
import { hongKong, seoch } from '../../test/support/programme-samples.ts'
import { TerminalBrowser } from '../../test/support/terminal-browser.ts'
import { reading } from '../db/transaction.ts'
import type { RequestNumber } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { extendSession } from './extend-session.ts'

let test: TestNode
beforeAll(async () => {
  test = await testNode()
})
afterAll(() => test.stop())

const asked = {
  programmeId: seoch.id,
  session: 'session-1',
  minutes: '15',
  remark: 'the hall is full',
} as const

async function extend(at: Instant, more: object = {}) {
  const [maker, checker] = [test.account('OPSMAK01').accountId, test.account('OPSCHK01').accountId]
  const request = { number: 'R-000001' as RequestNumber, authoriser: null, singleControl: false }
  const authority = { by: 'request', ...request, maker, checker } as const
  const input = extendSession.input.parse({ ...asked, ...more })
  return test.database.write({ as: 'operations' }, async (tx) => {
    const seen = await extendSession.look(reading(tx), input, { programme: seoch, participant: null, at })
    const drafted = extendSession.propose(input, seen)
    if (!drafted.ok) return drafted.refusal.code
    await extendSession.apply(tx, test.node.world, drafted.value.proposal, authority, at)
    return 'extended'
  })
}

it('keeps who is logged on, lets others in until the new end, says so above the doors, and ends everybody then', async () => {
  const [early, late] = [new TerminalBrowser(test.node), new TerminalBrowser(test.node)]
  test.clock.set(hongKong('06-10 19:50'))
  await logOnByApp(test, early, 'HLSUSR03')
  expect(await extend(hongKong('06-10 19:55'))).toBe('extended')

  test.clock.set(hongKong('06-10 20:12'))
  expect((await early.get('/online')).status).toBe(200)
  // Doors are shown by what was last heard: a quarter of a second.
  await vi.waitFor(async () =>
    expect((await late.get('/')).body).toContain('Extended: it goes on until 20:15.'),
  )
  expect((await logOnByApp(test, late, 'SGCUSR01')).body).toContain('The connectivity test is complete')

  test.clock.set(hongKong('06-10 20:15'))
  expect((await late.get('/')).body).not.toContain('Extended')
  test.clock.set(hongKong('06-10 20:24'))
  expect((await early.get('/online')).status).toBe(200)
  test.clock.set(hongKong('06-10 20:25'))
  expect((await early.get('/online')).status).toBe(401)
})

it('adds to what was added before, two hours at most', async () => {
  for (const minute of ['06-10 20:05', '06-10 20:06', '06-10 20:07'])
    expect(await extend(hongKong(minute), { minutes: '30' })).toBe('extended')
  expect(await extend(hongKong('06-10 20:08'))).toBe('extended')
  expect(await extend(hongKong('06-10 20:09'))).toBe('extended-enough')
})

it.each([
  ['one that has not begun', 'session-1', '06-10 17:59:59', 'session-not-running'],
  ['one that is over, be it extended', 'session-1', '06-10 22:00', 'session-not-running'],
  ['one that the file does not have', 'session-3', '06-10 19:00', 'not-found'],
])('does not extend %s', async (_, session, at, code) => {
  expect(await extend(hongKong(at), { session })).toBe(code)
})
