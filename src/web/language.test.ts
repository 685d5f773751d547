import { describe, expect, it } from 'vitest'
import { shellWithForm } from '../../test/support/web-shell.ts'
import { acceptedLanguage, hereOf, inLanguage } from './language.ts'

describe('the language of a page', () => {
  const where = async (path: string, headers: Record<string, string> = {}) =>
    (await shellWithForm().ask(path, { headers })).json() as Promise<{ language: string; here: string }>
  const chinese = { cookie: '__Host-sallyport-primary-language=zh-Hant' }

  it('is what the address asks for, before what was remembered, before what the browser accepts', async () => {
    const accepts = { 'accept-language': 'en' }
    expect((await where('/where?lang=en', chinese)).language).toBe('en')
    expect((await where('/where', { ...chinese, ...accepts })).language).toBe('zh-Hant')
    expect((await where('/where', { 'accept-language': 'zh-HK,en;q=0.5' })).language).toBe('zh-Hant')
    expect((await where('/where')).language).toBe('en')
  })

  it('is remembered once asked for', async () => {
    const response = await shellWithForm().ask('/where?lang=zh-Hant')
    expect(response.headers.getSetCookie().join('\n')).toContain(
      '__Host-sallyport-primary-language=zh-Hant; Path=/',
    )
  })

  it('ignores what it does not know', async () => {
    expect((await where('/where?lang=%3Cscript%3E', chinese)).language).toBe('zh-Hant')
    expect((await where('/where', { cookie: '__Host-sallyport-primary-language=fr' })).language).toBe('en')
  })
})

describe('acceptedLanguage', () => {
  it.each([
    ['zh-HK,zh;q=0.9,en;q=0.8', 'zh-Hant'],
    ['en-GB,en;q=0.9,zh-TW;q=0.8', 'en'],
    ['fr, zh-Hans;q=0.4, en;q=0.3', 'zh-Hant'],
    ['en;q=0, zh;q=0.1', 'zh-Hant'],
    ['*', 'en'],
    ['', 'en'],
    [undefined, 'en'],
    ['zh;q=much', 'en'],
  ])('of %s is %s', (header, wanted) => {
    expect(acceptedLanguage(header)).toBe(wanted)
  })
})

describe('the language links', () => {
  it.each([
    ['/dms', '/dms?lang=en'],
    ['/dms?lang=zh-Hant', '/dms?lang=en'],
    ['/logon?door=ccms.otp.online&lang=en', '/logon?door=ccms.otp.online&lang=en'],
    ['/logon?next=%2F%2Fevil.example', '/logon?lang=en'],
    ['/logon?%3Cscript%3E=1', '/logon?lang=en'],
    ['//evil.example/', '/?lang=en'],
  ])('keep the path and the harmless query of %s', (path, wanted) => {
    expect(inLanguage(hereOf(new URL(`https://www.example.hk${path}`)), 'en')).toBe(wanted)
  })
})
