import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { connect, createServer, type TLSSocket } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemRandomness } from '../kernel/system.ts'
import { type Certificates, makeCertificates } from './certificates.ts'

const now = Temporal.Instant.from('2026-11-22T04:00:00Z')
let made: Certificates

beforeAll(async () => {
  made = await makeCertificates({
    now,
    randomness: systemRandomness,
    hostnames: ['localhost', '127.0.0.1'],
  })
})

describe('the demo certificates', () => {
  it('are a root that may sign only servers, and a server certificate signed by it', () => {
    const [root, server] = [new X509Certificate(made.caPem), new X509Certificate(made.certPem)]
    expect(root.ca).toBe(true)
    expect(server.ca).toBe(false)
    expect(server.checkIssued(root)).toBe(true)
    expect(server.verify(root.publicKey)).toBe(true)
    expect(server.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1'])
    expect(server.checkHost('localhost')).toBe('localhost')
    expect(server.checkIP('127.0.0.1')).toBe('127.0.0.1')
    expect(server.checkHost('example.org')).toBeUndefined()
  })

  it('hold on the Saturday of the connectivity test and ten years from now', () => {
    for (const pem of [made.caPem, made.certPem]) {
      const { validFromDate, validToDate } = new X509Certificate(pem)
      expect(validFromDate.toISOString()).toBe('2023-01-01T00:00:00.000Z')
      expect(validToDate.toISOString()).toBe('2036-11-22T04:00:00.000Z')
    }
  })

  it('have serial numbers that never repeat', async () => {
    const again = await makeCertificates({ now, randomness: systemRandomness, hostnames: ['localhost'] })
    const serials = [made.caPem, made.certPem, again.caPem, again.certPem].map(
      (pem) => new X509Certificate(pem).serialNumber,
    )
    expect(new Set(serials).size).toBe(4)
  })
})

describe('a TLS server with the demo certificate', () => {
  const server = createServer()
  let port: number

  beforeAll(async () => {
    server.setSecureContext({ key: made.keyPem, cert: made.certPem })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    port = (server.address() as AddressInfo).port
  })
  afterAll(() => server.close())

  async function greet(options: { ca?: string; servername?: string }): Promise<string> {
    const socket: TLSSocket = connect({ host: '127.0.0.1', port, ...options })
    const outcome = await Promise.race([
      once(socket, 'secureConnect').then(() => 'trusted'),
      once(socket, 'error').then(([error]) => error.code as string),
    ]).catch((error) => error.code as string)
    socket.destroy()
    return outcome
  }

  it('is trusted by who trusts the root, by name and by address', async () => {
    expect(await greet({ ca: made.caPem, servername: 'localhost' })).toBe('trusted')
    expect(await greet({ ca: made.caPem })).toBe('trusted')
  })

  it('is trusted neither without the root nor under another name', async () => {
    expect(await greet({ servername: 'localhost' })).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE')
    expect(await greet({ ca: made.caPem, servername: 'ccms.example' })).toBe('ERR_TLS_CERT_ALTNAME_INVALID')
  })
})
