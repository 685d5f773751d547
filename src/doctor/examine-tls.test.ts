import { describe, expect, it } from 'vitest'
import { makeCertificates } from '../demo/certificates.ts'
import type { Instant } from '../kernel/instant.ts'
import { systemRandomness } from '../kernel/system.ts'
import { examineCertificate } from './examine-tls.ts'

const MADE = Temporal.Instant.from('2023-06-10T12:00:00Z')
const made = await makeCertificates({
  now: MADE,
  randomness: systemRandomness,
  hostnames: ['www.example.com'],
})
const other = await makeCertificates({
  now: MADE,
  randomness: systemRandomness,
  hostnames: ['www.example.com'],
})

function found(cert: string, host: string, at: Instant) {
  const config = { tls: { key: '', cert }, publicOrigin: `https://${host}` }
  return examineCertificate({ config, clock: { now: () => at } } as never)
}
const states = (...of: Parameters<typeof found>) => found(...of).map(({ state }) => state)

describe('the TLS certificate', () => {
  it('is well for its own name, within its days, with its issuer behind it', () => {
    expect(states(made.certPem + made.caPem, 'www.example.com', MADE)).toEqual(['ok', 'ok', 'ok', 'ok'])
  })

  it('fails for another name than the one people type', () => {
    expect(found(made.certPem, 'terminal.test', MADE)[0]).toMatchObject({
      state: 'fail',
      says: 'it is not for terminal.test, but for DNS:www.example.com',
    })
  })

  it('warns a month ahead, fails once it has expired, and before it is valid', () => {
    const [, leaf] = found(made.certPem, 'www.example.com', MADE)
    const days = Number(/good for (\d+) days/.exec(leaf?.says ?? '')?.[1])
    const later = (count: number) => MADE.add({ hours: 24 * count })
    expect(states(made.certPem, 'www.example.com', later(days - 31))[1]).toBe('ok')
    expect(states(made.certPem, 'www.example.com', later(days - 20))[1]).toBe('warn')
    expect(states(made.certPem, 'www.example.com', later(days + 2))[1]).toBe('fail')
    expect(states(made.certPem, 'www.example.com', MADE.subtract({ hours: 24 * 3650 }))[1]).toBe('fail')
  })

  it('fails with an issuer behind it that did not issue it, and warns where there is none', () => {
    expect(found(made.certPem + other.caPem, 'www.example.com', MADE).at(-1)?.state).toBe('fail')
    expect(found(made.certPem, 'www.example.com', MADE).at(-1)?.state).toBe('warn')
  })
})
