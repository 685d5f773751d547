import type { AddressInfo } from 'node:net'
import { type ConnectionOptions, connect, createServer, type Server } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sampleOffice, tlsOf, trustIn } from '../../test/support/sample-cards.ts'
import { cardListenerOptions, presentedBy } from './ask-for-card.ts'
import type { Presented } from './verify-card.ts'

let server: Server
let card: { readonly key: string; readonly cert: string }
let presented: Presented[] = []

beforeAll(async () => {
  const office = await sampleOffice()
  card = await tlsOf(await office.issue('HLSUSR01', office.issuing[0]))
  const own = await tlsOf(await office.issue('Server', office.issuing[1]))
  // Shared keys of tickets, as two nodes of a site might be given: what resumption would need to outlive a revocation.
  const ticketKeys = Buffer.alloc(48, 7)
  server = createServer({ ...own, ...cardListenerOptions(trustIn(office)), ticketKeys }, (socket) => {
    presented.push(presentedBy(socket))
    socket.end('seen')
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
})
afterAll(() => {
  server.close()
})

/** Connects, reads to the end, and gives back the session that a browser would keep. */
function visit(options: ConnectionOptions): Promise<Buffer | undefined> {
  const { port } = server.address() as AddressInfo
  return new Promise((resolve, reject) => {
    let session: Buffer | undefined
    const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false, ...options })
    socket.on('secureConnect', () => {
      session ??= socket.getSession()
    })
    socket.on('session', (given: Buffer) => {
      session = given
    })
    socket.on('end', () => resolve(session))
    socket.on('error', reject)
    socket.resume()
  })
}

describe('a listener for cards', () => {
  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'of %s asks the card at each handshake, and resumes none',
    async (version) => {
      presented = []
      const versions = { minVersion: version, maxVersion: version }
      const session = await visit({ ...card, ...versions })
      // The card is pulled: nothing but the session is left.
      await visit({ ...versions, ...(session && { session }) })
      expect(presented.map(({ handshake: { authorized, resumed } }) => ({ authorized, resumed }))).toEqual([
        { authorized: true, resumed: false },
        { authorized: false, resumed: false },
      ])
      expect(presented.map(({ card: der }) => der !== undefined)).toEqual([true, false])
    },
  )

  it('speaks nothing older than TLS 1.2', async () => {
    const old = { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const
    await expect(visit({ ...card, ...old })).rejects.toThrow(/protocol version|unsupported protocol/)
  })
})
