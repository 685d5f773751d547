import { constants } from 'node:crypto'
import type { SecureContextOptions, TLSSocket } from 'node:tls'
import type { Trust } from './trust.ts'
import type { Presented } from './verify-card.ts'

/**
 * What a listener for cards is made with, beside its own key and certificate. No tickets: a resumed connection would
 * outlive a pulled card, and a revoked one. `rejectUnauthorized` is false so that a refusal gets a page and an audit event
 * instead of a reset connection: whoever serves such a listener lets nobody by without `presentedBy` and a verdict.
 * Revocation is ours alone (adr/0033), so no list is handed to OpenSSL here, and none has to be renewed in it.
 */
export function cardListenerOptions({ anchors, intermediates }: Trust) {
  return {
    ca: [...anchors.map(({ certificate }) => certificate), ...intermediates].map(({ der }) => pem(der)),
    requestCert: true,
    rejectUnauthorized: false,
    minVersion: 'TLSv1.2',
    secureOptions: constants.SSL_OP_NO_TICKET,
  } as const satisfies SecureContextOptions & Readonly<Record<string, unknown>>
}

/** What a client of such a listener presented. */
export function presentedBy(socket: TLSSocket): Presented {
  const { authorizationError } = socket
  return {
    card: socket.getPeerX509Certificate()?.raw,
    handshake: {
      authorized: socket.authorized,
      code: authorizationError ? String(authorizationError) : undefined,
      resumed: socket.isSessionReused(),
    },
  }
}

function pem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}
