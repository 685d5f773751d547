import { describe, expect, it } from 'vitest'
import { ORIGIN, openForm, post, shellWithForm, titleOf } from '../../test/support/web-shell.ts'
import { SECURITY_HEADERS } from './headers.ts'

const ANSWERS = {
  200: () => shellWithForm().ask('/form'),
  400: async () => {
    const { ask } = shellWithForm()
    return post(ask, await openForm(ask), { body: 'a=1&a=2' })
  },
  403: async () => {
    const { ask } = shellWithForm()
    return post(ask, await openForm(ask), { body: 'a=1' })
  },
  404: () => shellWithForm().ask('/nothing-here'),
  405: () => shellWithForm().ask('/form', { method: 'DELETE', headers: { origin: ORIGIN } }),
  413: async () => {
    const { ask } = shellWithForm()
    return post(ask, await openForm(ask), { body: 'a'.repeat(16_385) })
  },
  421: () => shellWithForm().ask('/form', { headers: { host: 'evil.example' } }),
  500: () => shellWithForm().ask('/broken'),
  503: () => shellWithForm().ask('/busy'),
}

describe('every answer', () => {
  it.each(Object.entries(ANSWERS))(
    'of status %s carries the security headers (attacks 33, 35, 38)',
    async (status, answer) => {
      const response = await answer()
      expect(response.status).toBe(Number(status))
      for (const [name, value] of SECURITY_HEADERS)
        expect([name, response.headers.get(name)]).toEqual([name, value])
      expect(response.headers.get('cache-control')).toBe('no-store')
    },
  )

  it('forbids inline code, foreign code, framing and posting elsewhere', () => {
    const policy = new Map(SECURITY_HEADERS).get('Content-Security-Policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("form-action 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).toContain("base-uri 'none'")
    expect(policy).not.toMatch(/unsafe|\*|https?:|data:|blob:/)
  })
})

describe('an error page', () => {
  it('says what happened in the language asked for, and nothing of the inside', async () => {
    const { ask, bugs } = shellWithForm()
    const response = await ask('/broken?lang=zh-Hant')
    const html = await response.text()
    expect(titleOf(html)).toBe('系統發生錯誤 - CCMS')
    expect(html).toContain('<html lang="zh-Hant"')
    expect(html).toMatch(/[B-Z]{3}-[B-Z]{3}-[B-Z]{3}/)
    expect(html).not.toContain('a bug')
    expect(bugs).toEqual([new Error('a bug')])
  })

  it('of 503 says when to try again, and where', async () => {
    const response = await shellWithForm().ask('/busy')
    expect(response.headers.get('retry-after')).toBe('3')
    const html = await response.text()
    expect(html).toContain('Try again in 3 seconds.')
    expect(html).toMatch(/<a [^>]*href="\/busy"[^>]*>Open the page again</)
  })

  it('of a stale form leads back to the page that held it, if that was ours', async () => {
    const { ask } = shellWithForm()
    const browser = await openForm(ask)
    const stale = async (referer: string) =>
      (await post(ask, browser, { body: 'a=1', headers: { referer } })).text()
    expect(await stale(`${ORIGIN}/logon/online?from=a`)).toContain('href="/logon/online?from=a"')
    expect(await stale('https://evil.example/phish')).not.toContain('phish')
  })
})
