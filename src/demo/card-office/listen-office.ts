import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { Clock } from '../../kernel/clock.ts'
import type { Authority, CardOffice } from './open-card-office.ts'

export interface OfficeListener {
  /** `http://127.0.0.1:PORT`; lists at `/ID.crl`, responders at `/ID.ocsp`. */
  readonly url: string
  stop(): Promise<void>
}

/** Lists and answers over plain http, as such offices do: what is sent is signed. Loopback alone. */
export async function listenOffice(office: CardOffice, wire: Clock, port = 0): Promise<OfficeListener> {
  const authorities = [office.root, ...office.issuing]
  const server = createServer((request, response) => {
    respond(office, authorities, wire, request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function respond(
  office: CardOffice,
  authorities: readonly Authority[],
  wire: Clock,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [, id, kind] = /^\/([a-z-]+)\.(crl|ocsp)$/.exec(request.url ?? '') ?? []
  const authority = authorities.find((one) => one.id === id)
  if (authority === undefined || (kind === 'ocsp' && authority === office.root)) {
    response.writeHead(404).end()
    return
  }
  const body = await buffer(request)
  const bytes =
    kind === 'crl'
      ? await office.list(authority, wire.now())
      : await office.answer(body, authority, wire.now())
  const type = kind === 'crl' ? 'application/pkix-crl' : 'application/ocsp-response'
  response.writeHead(200, { 'content-type': type }).end(bytes)
}
