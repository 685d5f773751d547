import fc from 'fast-check'
import { type Context, Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { openForm, shellWithForm } from '../../test/support/web-shell.ts'
import type { DoorId } from '../kernel/ids.ts'
import { seeOther } from './answer.ts'
import {
  attemptCookie,
  browserCookie,
  clearCookie,
  cookieIn,
  readCookie,
  sessionCookie,
  setCookie,
} from './cookies.ts'
import { securityHeaders } from './headers.ts'

const NAME = browserCookie('primary')

async function read(cookie: string): Promise<string> {
  const app = new Hono().get('/', (c) => c.text(readCookie(c, NAME) ?? 'none'))
  return (await app.request('/', { headers: { cookie } })).text()
}

describe('a cookie', () => {
  it('carries site and door in its name', () => {
    expect(sessionCookie('primary', 'ccms.otp.online' as DoorId)).toBe(
      '__Host-sallyport-primary-ccms.otp.online-session',
    )
    expect(attemptCookie('secondary', 'dms.otp' as DoorId)).toBe('__Host-sallyport-secondary-dms.otp-attempt')
  })

  it.each([
    ['malformed', `${NAME}=a b`],
    ['quoted', `${NAME}="abc"`],
    ['empty', `${NAME}=`],
    ['overlong', `${NAME}=${'a'.repeat(87)}`],
    ['of 1 MB', `${NAME}=${'a'.repeat(1_000_000)}`],
    ['sent twice', `${NAME}=abc; ${NAME}=def`],
    ['of another site', `${browserCookie('secondary')}=abc`],
    ['of a name that begins like ours', `${NAME}2=abc`],
  ])('that is %s is the same as none (attack 31)', async (_, cookie) => {
    expect(await read(cookie)).toBe('none')
  })

  it('is read among others', async () => {
    expect(await read(`a=b; ${NAME}=abc-_9;c=d`)).toBe('abc-_9')
  })

  it('is set for this host alone, out of reach of scripts and foreign posts, and cleared the same way', async () => {
    const attributes = 'Path=/; Secure; HttpOnly; SameSite=Lax'
    const deeds: readonly [deed: (c: Context) => void, cookie: string][] = [
      [(c) => setCookie(c, NAME, 'abc', 400), `${NAME}=abc; ${attributes}; Max-Age=34560000`],
      [
        (c) => setCookie(c, sessionCookie('primary', 'dms.otp' as DoorId), 'def', null),
        `__Host-sallyport-primary-dms.otp-session=def; ${attributes}`,
      ],
      [(c) => clearCookie(c, NAME), `${NAME}=; ${attributes}; Max-Age=0`],
    ]
    const answers = [(c: Context) => c.text(''), (c: Context) => seeOther(c, '/'), (c: Context) => c.json({})]
    for (const answer of answers)
      for (let first = 0; first <= deeds.length; first++) {
        const app = new Hono().use(securityHeaders).get('/', (c) => {
          for (const [deed] of deeds.slice(first)) deed(c)
          return answer(c)
        })
        const set = (await app.request('/')).headers.getSetCookie()
        expect(set).toEqual(deeds.slice(first).map(([, cookie]) => cookie))
      }
  })

  it('never holds what would not be read back', async () => {
    const app = new Hono().get('/', (c) => {
      setCookie(c, NAME, 'a;b', null)
      return c.text('')
    })
    app.onError((error) => new Response(error.message))
    expect(await (await app.request('/')).text()).toContain('not a cookie value')
  })
})

describe('the browser cookie', () => {
  it('is 256 bits, made on the first page and kept', async () => {
    const { ask } = shellWithForm()
    const { cookie } = await openForm(ask)
    expect(cookie).toMatch(/^__Host-sallyport-primary-browser=[A-Za-z0-9_-]{43}$/)
    expect((await ask('/form', { headers: { cookie } })).headers.getSetCookie()).toEqual([])
  })

  it('is not made for a stylesheet', async () => {
    const { ask } = shellWithForm()
    const page = await (await ask('/nothing-here')).text()
    const stylesheet = /\/assets\/sallyport-[0-9a-f]+\.css/.exec(page)?.[0] ?? ''
    const response = await ask(stylesheet)
    expect([response.status, response.headers.getSetCookie()]).toEqual([200, []])
  })
})

describe('a Cookie header', () => {
  it('is read as splitting it at its semicolons would, whatever stands in it', () => {
    const part = fc.constantFrom(
      NAME,
      `${NAME}=abc`,
      `${NAME}=d-_`,
      'x=y',
      '=',
      ';',
      '; ',
      ' ',
      '\t',
      ';;',
      '"',
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 9 }), (parts) => {
        const header = parts.join('')
        const values = header
          .split(';')
          .map((pair) => pair.trim())
          .filter((pair) => pair.startsWith(`${NAME}=`))
          .map((pair) => pair.slice(NAME.length + 1))
        const wanted =
          values.length === 1 && /^[A-Za-z0-9_-]{1,86}$/.test(values[0] ?? '') ? values[0] : undefined
        expect(cookieIn(header, NAME)).toBe(wanted)
      }),
    )
  })
})
