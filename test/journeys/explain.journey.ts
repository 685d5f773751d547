import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { run } from '../../src/cli/run.ts'
import { packageRoot } from '../../src/package-root.ts'
import { type DemoForJourneys, theDemo } from '../support/demo-for-journeys.ts'
import { keysOf } from './deeds.ts'
import { PlainVisitor } from './plain-visitor.ts'

interface Explained {
  readonly exit: number
  readonly outcome: string
  readonly reasons: readonly string[]
}

/** The words of the command line; that the built program takes them is told by src/cli/sallyport.process.test.ts. */
async function explain(demo: DemoForJourneys, userId: string, at: string): Promise<Explained> {
  for (const [name, value] of Object.entries(demo.directory)) vi.stubEnv(name, value)
  const file = join(packageRoot, 'programmes/seoch-2fa-2023.yaml')
  const words = ['--user', userId, '--door', 'ccms.otp.online', '--site', 'primary', '--at', at, '--json']
  const printed: string[] = []
  const exit = await run(['programme', 'explain', file, ...words], {
    print: (line) => printed.push(line),
    complain: (line) => expect.unreachable(line),
    ask: () => expect.unreachable('it asks for nothing'),
    interrupted: () => new Promise(() => undefined),
  })
  const { outcome, reasons } = JSON.parse(printed.join('\n'))
  return { exit, outcome, reasons: reasons.map(({ code }: { code: string }) => code) }
}

/** What the pages do with the same person, as an outcome. */
async function meets(demo: DemoForJourneys, userId: string): Promise<string> {
  const keys = keysOf(demo, userId)
  const page = await PlainVisitor.visit(demo, (visitor) => visitor.logOn('online', keys))
  const heading = /<h1[^>]*>([^<]+)</.exec(page)?.[1]
  if (heading === 'Function not available') return 'signed-in-function-not-available'
  if (heading === 'Online Functions') return 'signed-in'
  if (page.includes('role="alert"')) return 'refused'
  return page.includes('href="/otp/online"') ? `unexpected page: ${heading}` : 'door-closed'
}

const AVAILABLE = 'signed-in-function-not-available'
const SATURDAY = '2023-06-10T18:05+08:00'

describe('what explain prints is what the page does', () => {
  afterEach(() => vi.unstubAllEnvs())

  it.each([
    ['an initiated user with an app', 'SGCUSR01', AVAILABLE, undefined],
    ['an initiated user with email', 'KTBUSR01', AVAILABLE, undefined],
    ['a user of the other function', 'NPFUSR03', 'refused', 'not-entitled'],
    ['a Delegated Administrator', 'SGCDAM01', 'refused', 'not-entitled'],
    ['a user without email', 'HLSUSR04', 'refused', 'not-initiated'],
    ['a user who has not initiated', 'NPFUSR02', 'refused', 'not-initiated'],
    ['a suspended user', 'BWOUSR03', 'refused', 'suspended'],
  ])('for %s on Saturday', async (_, userId, outcome, reason) => {
    const demo = await theDemo()
    const [explained, met] = await Promise.all([explain(demo, userId, SATURDAY), meets(demo, userId)])
    expect([explained.outcome, met]).toEqual([outcome, outcome])
    expect(explained.exit).toBe(outcome === AVAILABLE ? 0 : 1)
    if (reason !== undefined) expect(explained.reasons).toContain(reason)
  })

  it('for a user whom ten wrong passwords have locked', async () => {
    const demo = await theDemo()
    await PlainVisitor.visit(demo, async (visitor) => {
      const guess = { userId: 'SGCUSR01', password: 'not the right one' }
      for (let tries = 0; tries < 10; tries++) await visitor.typePassword('online', guess)
    })
    const at = demo.clock.now().toString()
    const [explained, met] = await Promise.all([explain(demo, 'SGCUSR01', at), meets(demo, 'SGCUSR01')])
    expect([explained.outcome, explained.reasons[0], met]).toEqual(['refused', 'locked', 'refused'])
    await demo.clock.set(demo.clock.now().add({ minutes: 1 }))
  })

  it.each([
    ['before Session 1', '2023-06-10T17:59+08:00', 'door-closed'],
    ['after Session 1', '2023-06-10T20:01+08:00', 'door-closed'],
    ['on Monday morning before service', '2023-06-12T07:29+08:00', AVAILABLE],
    ['on Monday morning', '2023-06-12T07:30+08:00', 'signed-in'],
  ])('%s', async (_, at, outcome) => {
    const demo = await theDemo()
    await demo.clock.set(Temporal.Instant.from(at))
    const [explained, met] = await Promise.all([explain(demo, 'SGCUSR01', at), meets(demo, 'SGCUSR01')])
    expect([explained.outcome, met]).toEqual([outcome, outcome])
  })
})
