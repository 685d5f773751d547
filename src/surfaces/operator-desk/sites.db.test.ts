import { afterAll, beforeAll, expect, it } from 'vitest'
import { logOnByApp } from '../../../test/support/journeys.ts'
import { type TestNode, testNode } from '../../../test/support/node.ts'
import { TerminalBrowser } from '../../../test/support/terminal-browser.ts'
import type { SurfaceWorld } from '../world.ts'

let test: TestNode
let pairing: ReturnType<SurfaceWorld['pairing']>
let operator: TerminalBrowser
beforeAll(async () => {
  test = await testNode()
  operator = new TerminalBrowser(test.nodeWith({ pairing: () => pairing }))
  await logOnByApp(test, operator, 'OPSMAK01', '/ops/otp')
})
afterAll(() => test.stop())

const PAIRED = { term: 0, standalone: false, acknowledged: true, standby: null }
const ALONE = 'One data centre stands alone.'
const page = async (path: string) => (await operator.get(path)).body

it('says on every page of the desk, and on no other, that one data centre stands alone, for as long as it does', async () => {
  pairing = { ...PAIRED, standalone: true }
  for (const path of ['/ops/desk/sites', '/ops/desk/requests', '/ops/desk/participants'])
    expect([path, (await page(path)).includes(ALONE)]).toEqual([path, true])
  for (const path of ['/', '/dms', '/connect']) expect(await page(path)).not.toContain(ALONE)
  pairing = PAIRED
  expect(await page('/ops/desk/sites')).not.toContain(ALONE)
})

it.each([
  [null, 'It was not seen since this node started'],
  [{ seen: true, bytes: 0, seconds: 0 }, 'it has everything'],
  [{ seen: true, bytes: 1_234_567, seconds: 1.2 }, '1,234,567 bytes; it has lacked something for one second'],
  [{ seen: false, bytes: 42, seconds: 90 }, 'It does not answer. As last seen it lacks 42 bytes'],
])('tells an operator how far the standby is behind: %j', async (standby, said) => {
  pairing = { ...PAIRED, standby }
  expect(await page('/ops/desk/sites')).toContain(said)
})
