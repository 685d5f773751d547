import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { proxyIdentity } from '../../test/support/proxy-identity.ts'
import { scratchFolder } from '../../test/support/scratch-folder.ts'
import { cardListeningOf } from './card-listening.ts'
import { proxyListeningOf, proxyListeningSettings } from './proxy-listening.ts'

const folder = scratchFolder('proxy-settings')
const sound = {
  SALLYPORT_PROXY_LISTEN: '127.0.0.1:8446',
  SALLYPORT_PROXY_ADDRESSES: '10.0.0.5 10.0.1.0/28 fd00::/64',
  SALLYPORT_PROXY_CERT_FILE: join(folder, 'proxies.pem'),
}
const empty = join(folder, 'empty.pem')
beforeAll(() => {
  const [first, second] = ['a', 'b'].map((name) => proxyIdentity(join(folder, name)).certificates.join(''))
  writeFileSync(sound.SALLYPORT_PROXY_CERT_FILE, `# two of them\n${first}\n${second}`)
  writeFileSync(empty, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n')
})
afterAll(() => rmSync(folder, { recursive: true }))

const read = (set: Readonly<Record<string, string>>) => {
  const parsed = z.object(proxyListeningSettings).safeParse(set)
  return parsed.success ? proxyListeningOf(parsed.data) : { ok: false, refusal: [parsed.error.message] }
}

describe('the settings of a listener for proxies', () => {
  it('say where it listens, whence proxies call, and by which certificates', () => {
    const { ok, value } = read(sound) as Extract<ReturnType<typeof proxyListeningOf>, { readonly ok: true }>
    expect([ok, value?.certificates.length]).toEqual([true, 2])
    const calls = (address: string, family: 'ipv4' | 'ipv6') => value?.addresses.check(address, family)
    expect(['10.0.0.5', '10.0.1.15', '10.0.1.16'].map((each) => calls(each, 'ipv4'))).toEqual([
      true,
      true,
      false,
    ])
    expect(calls('fd00::9', 'ipv6')).toBe(true)
  })

  it('are all there or none', () => {
    expect(read({})).toEqual({ ok: true, value: undefined })
    const { SALLYPORT_PROXY_CERT_FILE: _, ...lacking } = sound
    expect(read(lacking)).toMatchObject({
      ok: false,
      refusal: [expect.stringContaining('SALLYPORT_PROXY_CERT_FILE is missing')],
    })
  })

  it.each(['0.0.0.0/0', '::/0', '10.0.0.5,10.0.0.6', '10.0.0.5/33', 'proxy.example', ''])(
    'name proxies, and not everybody or nobody: %s',
    (addresses) => {
      expect(read({ ...sound, SALLYPORT_PROXY_ADDRESSES: addresses }).ok).toBe(false)
    },
  )

  it('name a file of certificates that can be read', () => {
    expect(read({ ...sound, SALLYPORT_PROXY_CERT_FILE: empty }).ok).toBe(false)
  })
})

describe('the settings of smartcards', () => {
  const asked = {
    SALLYPORT_PUBLIC_ORIGIN: 'https://www.example.com',
    SALLYPORT_CARD_ORIGIN: 'https://c.example',
  }

  it('name who asks for them, a listener of the program’s own or a proxy', () => {
    const SALLYPORT_CARD_TRUST_FILE = {} as never
    expect(cardListeningOf({ ...asked, SALLYPORT_CARD_TRUST_FILE })).toMatchObject({
      ok: false,
      refusal: [expect.stringContaining('nothing asks for smartcards')],
    })
    const behind = { ...asked, SALLYPORT_CARD_TRUST_FILE, SALLYPORT_PROXY_LISTEN: { host: '::', port: 1 } }
    expect(cardListeningOf(behind)).toMatchObject({ ok: true, value: { listen: undefined } })
  })
})
