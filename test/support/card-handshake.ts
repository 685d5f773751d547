import { duplexPair } from 'node:stream'
import { type ConnectionOptions, connect, createServer, type SecureContextOptions } from 'node:tls'
import { cardListenerOptions, presentedBy } from '../../src/smartcards/ask-for-card.ts'
import type { Trust } from '../../src/smartcards/trust.ts'
import type { Presented } from '../../src/smartcards/verify-card.ts'

/** A whole mutual handshake, TLS 1.3, with the options of the real listener; over a pipe, so no port is needed. */
export function presentCard(wanted: {
  readonly trust: Trust
  readonly server: SecureContextOptions
  /** The card's certificate and key, as TLS takes them; nothing for a client without a card. */
  readonly client: ConnectionOptions
}): Promise<Presented> {
  const server = createServer({ ...wanted.server, ...cardListenerOptions(wanted.trust) })
  const [near, far] = duplexPair()
  return new Promise((resolve, reject) => {
    // OpenSSL of the client's side would not send what is too weak; a thief's would.
    const ciphers = 'DEFAULT@SECLEVEL=0'
    const client = connect({ rejectUnauthorized: false, ciphers, ...wanted.client, socket: far })
    server.once('secureConnection', (socket) => {
      resolve(presentedBy(socket))
      socket.destroy()
      client.destroy()
    })
    server.once('tlsClientError', reject)
    client.once('error', reject)
    server.emit('connection', near)
  })
}
