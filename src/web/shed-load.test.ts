import { beforeEach, describe, expect, it } from 'vitest'
import { openForm, post, shellWithForm } from '../../test/support/web-shell.ts'

const MOST = 3
const SESSION = '__Host-sallyport-primary-ccms.otp.online-session=abc'
const ATTEMPT = '__Host-sallyport-primary-dms.otp-attempt=abc'

let shell: ReturnType<typeof shellWithForm>
let held: PromiseWithResolvers<void>[]
beforeEach(() => {
  shell = shellWithForm({ mostUnderWay: MOST })
  held = []
  shell.app.get('/slow', async (c) => {
    const one = Promise.withResolvers<void>()
    held.push(one)
    await one.promise
    return c.text('done')
  })
})

/** So many requests that are not answered yet. */
async function keepWaiting(count: number): Promise<readonly Promise<Response>[]> {
  const asked = Array.from({ length: count }, () => shell.ask('/slow'))
  while (held.length < count) await new Promise(setImmediate)
  return asked
}

describe('a node that has as much under way as it can do', () => {
  it('tells who comes on top when to come back, and serves him once there is room again', async () => {
    const waiting = await keepWaiting(MOST)
    const turnedAway = await shell.ask('/form')
    expect(turnedAway.status).toBe(503)
    expect(Number(turnedAway.headers.get('retry-after'))).toBeGreaterThanOrEqual(5)
    expect(await turnedAway.text()).toContain('Nothing was changed.')
    held[0]?.resolve()
    expect((await waiting[0])?.status).toBe(200)
    expect((await shell.ask('/form')).status).toBe(200)
  })

  it('takes no form of his: nothing is decided', async () => {
    const browser = await openForm(shell.ask)
    await keepWaiting(MOST)
    expect((await post(shell.ask, browser)).status).toBe(503)
    expect(shell.posted).toEqual([])
  })

  it('does not send everybody back in the same second', async () => {
    await keepWaiting(MOST)
    const seconds = await Promise.all(
      Array.from({ length: 8 }, async () => (await shell.ask('/form')).headers.get('retry-after')),
    )
    expect(new Set(seconds).size).toBeGreaterThan(1)
  })

  it.each([SESSION, ATTEMPT, `a=b; ${SESSION}`])('serves whoever is inside: %s', async (cookie) => {
    await keepWaiting(MOST)
    expect((await shell.ask('/form', { headers: { cookie } })).status).toBe(200)
  })

  it.each([
    '__Host-sallyport-primary-browser=session',
    '__Host-sallyport-secondary-ccms.otp.online-session=abc',
    'x__Host-sallyport-primary-dms.otp-session=abc',
  ])('does not take another cookie for that: %s', async (cookie) => {
    await keepWaiting(MOST)
    expect((await shell.ask('/form', { headers: { cookie } })).status).toBe(503)
  })

  it('counts nobody twice, and nobody whose request failed', async () => {
    for (let n = 0; n < 2 * MOST; n++) expect((await shell.ask('/broken')).status).toBe(500)
    expect((await shell.ask('/form')).status).toBe(200)
  })
})
