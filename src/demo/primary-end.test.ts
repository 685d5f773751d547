import { expect, it } from 'vitest'
import { primaryEnd } from './primary-end.ts'

it.each([
  ['beside a standby', () => Promise.resolve()],
  ['alone', () => new Promise(() => {})],
  ['alone', () => Promise.reject(new Error('no standby came up'))],
])('of the demo’s primary is told: %s', async (how, streams) => {
  expect(await primaryEnd(Promise.resolve(), streams(), () => false)).toBe(how)
})

it('is not told to somebody who stops the demo', async () => {
  const told = primaryEnd(Promise.resolve(), Promise.resolve(), () => true)
  const turns = new Promise((resolve) => setImmediate(resolve, 'nothing'))
  expect(await Promise.race([told, turns])).toBe('nothing')
})
