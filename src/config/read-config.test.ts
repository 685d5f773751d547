import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from './read-config.ts'

let folder = ''
const sound: Record<string, string> = {}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-config-'))
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  Object.assign(sound, {
    SALLYPORT_PUBLIC_ORIGIN: 'https://www.example.com',
    SALLYPORT_TLS_KEY_FILE: file('key.pem', 'key'),
    SALLYPORT_TLS_CERT_FILE: file('cert.pem', 'cert'),
    SALLYPORT_DATABASE_URL: 'postgres://owner@db/sallyport',
    SALLYPORT_PROGRAMME_FILE: 'programme.yaml',
    SALLYPORT_SMTP_URL: 'smtp://user:secret@mail:587',
    SALLYPORT_MAIL_FROM: 'no-reply@example.com',
    SALLYPORT_SEALING_KEYS_FILE: file('keys', `2:${'ab'.repeat(32)}\n1:${'cd'.repeat(32)}\n`),
  })
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('the configuration', () => {
  it('is read whole from the environment, the first sealing key being the current one', () => {
    const read = readConfig(sound, undefined)
    expect(read.ok && read.value.sealingKeys.map((key) => key.id)).toEqual([2, 1])
    expect(read.ok && read.value.listen).toEqual({ host: '127.0.0.1', port: 8443 })
  })

  it('takes settings from a file, over which the environment wins', () => {
    const file = join(folder, 'settings')
    writeFileSync(file, 'SALLYPORT_SITE=secondary\nSALLYPORT_LISTEN=0.0.0.0:443\n')
    const read = readConfig({ ...sound, SALLYPORT_SITE: 'primary' }, file)
    expect(read.ok && [read.value.site, read.value.listen.port]).toEqual(['primary', 443])
  })

  it('names every fault at once, each by its setting', () => {
    const read = readConfig(
      {
        ...sound,
        SALLYPORT_PUBLIC_ORIGIN: 'http://example.com/x',
        SALLYPORT_MAIL_FROM: 'nobody',
        SALLYPORT_SMTP_URL: undefined,
      },
      undefined,
    )
    const faults = read.ok ? [] : read.refusal
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
      'SALLYPORT_PUBLIC_ORIGIN',
      'SALLYPORT_SMTP_URL',
      'SALLYPORT_MAIL_FROM',
    ])
  })

  it('refuses a misspelt setting, an unreadable file and a malformed key, naming file and line', () => {
    const keys = join(folder, 'bad-keys')
    writeFileSync(keys, `1:${'ab'.repeat(32)}\n2:short\n`)
    const read = readConfig(
      {
        ...sound,
        SALLYPORT_SIET: 'primary',
        SALLYPORT_TLS_KEY_FILE: join(folder, 'gone'),
        SALLYPORT_SEALING_KEYS_FILE: keys,
      },
      undefined,
    )
    const faults = read.ok ? [] : read.refusal
    expect(faults.some((fault) => fault.startsWith('SALLYPORT_SIET is not a setting'))).toBe(true)
    expect(faults.some((fault) => fault.startsWith("SALLYPORT_TLS_KEY_FILE can't be read"))).toBe(true)
    expect(faults.some((fault) => fault.startsWith(`SALLYPORT_SEALING_KEYS_FILE ${keys}:2:`))).toBe(true)
  })
})
