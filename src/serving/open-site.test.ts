import { expect, it } from 'vitest'
import { seoch } from '../../test/support/programme-samples.ts'
import type { Bar } from '../web/shell.ts'
import type { Node } from '../wire.ts'
import { openSite } from './open-site.ts'

const DAY = Temporal.Instant.from('2023-06-13T10:00+08:00')

/** A site over nodes that do nothing: what its bar says is what a request meets first. */
function siteAt(at: { holds: boolean; sees: boolean }) {
  let bar: Bar = () => expect.fail('no node was opened')
  const opened: string[] = []
  const site = openSite({
    isAuthority: () => at.holds,
    seesAuthority: () => at.sees,
    clock: { now: () => DAY },
    openAuthority: (as, barred) => {
      bar = barred
      opened.push(as)
      return {
        world: { lastInForce: () => ({ programme: seoch }) },
        stop: async () => undefined,
      } as never as Node
    },
    readBranch: async () => null,
    openBranch: () => expect.fail('no branch is open'),
    report: (fault) => expect.fail(String(fault)),
  })
  return { site, opened, statusAt: (path: string) => bar({ method: 'GET', path })?.status ?? 200 }
}

it('asks nobody to log on where the authority is lost and may be moving here: it says 503 until it knows', async () => {
  const at = { holds: false, sees: true }
  const { site, opened, statusAt } = siteAt(at)
  expect(statusAt('/online')).toBe(200)
  at.sees = false
  expect(statusAt('/online')).toBe(503)
  Object.assign(at, { holds: true, sees: true })
  // Heard of, and not yet what is served.
  expect(statusAt('/online')).toBe(503)
  await site.look()
  expect(opened).toEqual(['secondary', 'primary'])
  expect(statusAt('/online')).toBe(200)
})

it('goes on at the site that holds authority while its database is away, and says 503 once that moved elsewhere', () => {
  const at = { holds: true, sees: false }
  const { statusAt } = siteAt(at)
  expect(statusAt('/')).toBe(200)
  at.holds = false
  expect(statusAt('/')).toBe(503)
})
