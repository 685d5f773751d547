import { describe, expect, it } from 'vitest'
import { readSmtpUrl } from './smtp-url.ts'

describe('the URL of a mail server', () => {
  it('smtp:// means STARTTLS and port 587', () => {
    expect(readSmtpUrl('smtp://relay:p%40ss%3Aword@mail.firm.example')).toEqual({
      ok: true,
      value: {
        host: 'mail.firm.example',
        port: 587,
        encryption: 'starttls',
        user: 'relay',
        password: 'p@ss:word',
      },
    })
  })

  it('smtps:// means TLS from the first byte and port 465', () => {
    expect(readSmtpUrl('smtps://relay:secret@[::1]:2465')).toMatchObject({
      ok: true,
      value: { host: '::1', port: 2465, encryption: 'implicit' },
    })
    expect(readSmtpUrl('smtps://relay:secret@mail.firm.example')).toMatchObject({
      ok: true,
      value: { port: 465 },
    })
  })

  it.each([
    ['no URL', 'mail.firm.example'],
    ['another scheme', 'http://relay:secret@mail.firm.example'],
    ['no host', 'smtp://'],
    ['no user', 'smtp://mail.firm.example'],
    ['no password', 'smtp://relay@mail.firm.example'],
    ['a query that would loosen TLS', 'smtp://relay:secret@mail.firm.example?requireTLS=false'],
    ['a path', 'smtp://relay:secret@mail.firm.example/x'],
    ['a broken escape', 'smtp://relay:%E0%A4%A@mail.firm.example'],
  ])('is refused with %s, without repeating the password', (_, text) => {
    const read = readSmtpUrl(text)
    expect(read).toMatchObject({ ok: false, refusal: expect.any(String) })
    expect(JSON.stringify(read)).not.toContain('secret')
  })
})
