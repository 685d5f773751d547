import { expect, it } from 'vitest'
import { seoch } from '../../test/support/programme-samples.ts'
import type { Bar } from '../web/shell.ts'
import type { Node } from '../wire.ts'
import { openSite } from './open-site.ts'

const DAY = Temporal.Instant.from('2023-06-13T10:00+08:00')

/** A site over nodes that do nothing: what its bar says is what a request meets first. */
function siteAt(stands: { holds: boolean; sees: boolean; movesAtLook?: number }) {
  const at = Object.assign(stands, { looks: 0 })
  let bar: Bar = () => expect.fail('no node was opened')
  const opened: string[] = []
  const site = openSite({
    isAuthority: () => at.holds,
    follower: {
      sees: () => at.sees,
      lookAfresh: async () => {
        at.looks += 1
        if (at.looks === at.movesAtLook) at.holds = true
      },
    },
    clock: { now: () => DAY },
    openAuthority: (as, barred) => {
      bar = barred
      opened.push(as)
      return {
        world: { lastInForce: () => ({ programme: seoch }) },
        app: { fetch: ({ url }: Request) => new Response(null, { status: statusAt(new URL(url).pathname) }) },
        stop: async () => undefined,
      } as never as Node
    },
    readBranch: async () => null,
    openBranch: () => expect.fail('no branch is open'),
    report: (fault) => expect.fail(String(fault)),
  })
  const statusAt = (path: string) => bar({ method: 'GET', path })?.status ?? 200
  const ask = async (cookie: string) => {
    const request = new Request('https://terminal.test/online', { headers: { cookie } })
    return (await site.app.fetch(request)).status
  }
  return { site, opened, statusAt, ask, looks: () => at.looks }
}

const SESSION = '__Host-sallyport-primary-ccms.otp.online-session=abc'
const ATTEMPT = '__Host-sallyport-primary-dms.otp-attempt=abc'

it.each([SESSION, ATTEMPT])(
  'looks anew before it answers somebody who is inside where the authority lies: %s',
  async (cookie) => {
    const { ask, looks } = siteAt({ holds: false, sees: true, movesAtLook: 2 })
    expect([await ask(cookie), looks()]).toEqual([200, 1])
    // It has moved here, and this site has not heard of it.
    expect([await ask(cookie), looks()]).toEqual([503, 2])
  },
)

it('looks for nobody else, and not where it holds authority itself', async () => {
  const there = siteAt({ holds: false, sees: true })
  await there.ask(
    '__Host-sallyport-secondary-ccms.otp.online-session=abc; __Host-sallyport-primary-browser=x',
  )
  const here = siteAt({ holds: true, sees: true })
  await here.ask(SESSION)
  expect([there.looks(), here.looks()]).toEqual([0, 0])
})

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
