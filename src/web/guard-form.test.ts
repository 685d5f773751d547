import { describe, expect, it } from 'vitest'
import { ORIGIN, OTHER_ORIGIN, openForm, post, shellWithForm } from '../../test/support/web-shell.ts'

describe('a form of ours, posted by the browser it was given to', () => {
  it('reaches its handler once, without its token', async () => {
    const { ask, posted } = shellWithForm()
    const response = await post(ask, await openForm(ask))
    expect(response.status).toBe(200)
    expect(posted).toEqual([{ user_id: 'CHAN0001' }])
  })

  it('works at every public origin, with the origin of that very host', async () => {
    const { ask, posted } = shellWithForm()
    const browser = await openForm(ask)
    const at = { host: 'card.example.hk', origin: OTHER_ORIGIN }
    expect((await post(ask, browser, { headers: at })).status).toBe(200)
    expect((await post(ask, browser, { headers: { ...at, origin: ORIGIN } })).status).toBe(403)
    expect(posted.length).toBe(1)
  })
})

describe('a file', () => {
  const part = (name: string, value: string) =>
    `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
  const file =
    '--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nUSER01,a@b.hk\r\n--x--\r\n'
  const headers = { 'content-type': 'multipart/form-data; boundary=x' }

  it('is taken at an upload, after its token', async () => {
    const { ask, posted } = shellWithForm()
    const browser = await openForm(ask, '/upload')
    const body = part('form_token', browser.token) + part('remark', 'May') + file
    expect((await post(ask, browser, { headers, body, path: '/upload' })).status).toBe(200)
    expect(posted).toEqual([{ remark: 'May', file: 'USER01,a@b.hk' }])
  })

  it.each([
    ['without a token', 403, '/upload', () => file],
    ['with the token of another address', 403, '/upload', (own: string) => part('form_token', own) + file],
    [
      'with its token behind it',
      403,
      '/upload',
      (own: string) => file.replace('--x--', part('form_token', own)),
    ],
    ['at an address for none', 415, '/form', (own: string) => part('form_token', own) + file],
  ] as const)('%s is refused unread', async (_, status, path, body) => {
    const { ask, posted } = shellWithForm()
    const browser = await openForm(ask)
    expect((await post(ask, browser, { headers, body: body(browser.token), path })).status).toBe(status)
    expect(posted).toEqual([])
  })
})

describe('a state change (attack 34)', () => {
  const FORM = 'application/x-www-form-urlencoded'

  it.each([
    ['without a token', 403, { body: 'user_id=CHAN0001' }],
    ['with an empty token', 403, { body: 'user_id=CHAN0001&form_token=' }],
    ['with a token of another key or shape', 403, { body: `form_token=${'A'.repeat(43)}` }],
    ['from a foreign page', 403, { headers: { origin: 'https://evil.example' } }],
    ['from a page that hides its origin', 403, { headers: { origin: 'null' } }],
    [
      'from a sibling that looks like us',
      403,
      { headers: { origin: 'https://www.example.hk.evil.example' } },
    ],
    ['over plain HTTP', 403, { headers: { origin: 'http://www.example.hk' } }],
    ['without its cookie', 403, { headers: { cookie: '' } }],
    ['to another host', 421, { headers: { host: 'evil.example' } }],
    ['as text/plain', 415, { headers: { 'content-type': 'text/plain' } }],
    ['as JSON', 415, { headers: { 'content-type': 'application/json' } }],
    ['as multipart', 415, { headers: { 'content-type': 'multipart/form-data; boundary=x' } }],
  ] as const)('%s is refused and changes nothing', async (_, status, wrong) => {
    const { ask, posted } = shellWithForm()
    const response = await post(ask, await openForm(ask), wrong)
    expect(response.status).toBe(status)
    expect(posted).toEqual([])
  })

  it('without an Origin is refused, right token or not', async () => {
    const { ask, posted } = shellWithForm()
    const { cookie, token } = await openForm(ask)
    const headers = { 'content-type': FORM, cookie }
    const response = await ask('/form', { method: 'POST', headers, body: `form_token=${token}` })
    expect(response.status).toBe(403)
    expect(posted).toEqual([])
  })

  it('with the token of another browser is refused', async () => {
    const { ask, posted } = shellWithForm()
    const mine = await openForm(ask)
    const theirs = await openForm(ask)
    expect(theirs.token).not.toBe(mine.token)
    const response = await post(ask, mine, { body: `form_token=${theirs.token}` })
    expect(response.status).toBe(403)
    expect(posted).toEqual([])
  })

  it('with the token of another form of the same browser is refused', async () => {
    const { ask } = shellWithForm()
    expect((await post(ask, await openForm(ask), { path: '/other' })).status).toBe(403)
  })

  it('by GET does not exist, and by any other method is not taken', async () => {
    const { ask, posted } = shellWithForm()
    const { cookie, token } = await openForm(ask)
    expect((await ask(`/other?form_token=${token}`, { headers: { cookie } })).status).toBe(404)
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const response = await ask('/form', { method, headers: { cookie, origin: ORIGIN } })
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST'])
    }
    expect(posted).toEqual([])
  })

  it('with one name twice is refused', async () => {
    const { ask, posted } = shellWithForm()
    const browser = await openForm(ask)
    const body = `user_id=CHAN0001&user_id=WONG0001&form_token=${browser.token}`
    expect((await post(ask, browser, { body })).status).toBe(400)
    const twice = `form_token=${browser.token}&form_token=${browser.token}`
    expect((await post(ask, browser, { body: twice })).status).toBe(400)
    expect(posted).toEqual([])
  })

  it.each(['%00', '%0A', '%7F', '%C2%85', '%FF'])('with %s in a field is refused', async (octets) => {
    const { ask, posted } = shellWithForm()
    const browser = await openForm(ask)
    const body = `user_id=CHAN${octets}0001&form_token=${browser.token}`
    expect((await post(ask, browser, { body })).status).toBe(400)
    expect(posted).toEqual([])
  })

  it('of exactly 16 KiB is taken, and of one byte more refused', async () => {
    const { ask, posted } = shellWithForm()
    const browser = await openForm(ask)
    const start = `form_token=${browser.token}&password=`
    const full = start + 'x'.repeat(16_384 - start.length)
    expect((await post(ask, browser, { body: full })).status).toBe(200)
    expect((await post(ask, browser, { body: `${full}x` })).status).toBe(413)
    expect(posted.length).toBe(1)
  })

  it('that announces more than 16 KiB is refused before it is read', async () => {
    const { ask } = shellWithForm()
    const headers = { 'content-length': '16385' }
    expect((await post(ask, await openForm(ask), { headers })).status).toBe(413)
  })
})
