import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDatabase } from '../../src/db/open-database.ts'
import { systemClock, systemRandomness } from '../../src/kernel/system.ts'
import { wire } from '../../src/wire.ts'
import { type TestNode, testNode } from '../support/node.ts'
import { TerminalBrowser } from '../support/terminal-browser.ts'

let test: TestNode
beforeAll(async () => {
  test = await testNode()
})
afterAll(() => test.stop())

describe('a site whose database is away', () => {
  it('answers 503 with Retry-After, tells its engineers, and shows the person nothing of what is wrong', async () => {
    const address = new URL(test.db.url)
    address.port = '1'
    const database = openDatabase({ url: address.href, poolSize: 1, applicationName: 'away' })
    const faults: unknown[] = []
    const node = wire({
      ...test.node.world,
      origins: ['https://terminal.test'],
      clocks: { programme: test.clock, wire: systemClock },
      randomness: systemRandomness,
      sealingKeys: [{ id: 1, secret: new Uint8Array(32) }],
      database,
      feedDatabase: database,
      transport: { send: async () => ({ outcome: 'later', answer: 'not asked' }) },
      mailFrom: 'no-reply@clearinghouse.example',
      report: (fault) => faults.push(fault),
    })
    const page = await new TerminalBrowser(node).get('/')
    await node.stop()
    await database.close()
    expect(page.status).toBe(503)
    expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(page.body).not.toMatch(/ECONNREFUSED|database/i)
    expect(faults.length).toBeGreaterThan(0)
  })
})
