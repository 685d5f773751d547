import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { createServer, type ServerOptions } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { answering, type Front, type Pages } from './answer-request.ts'
import { BARE_HEADERS } from './headers.ts'
import { admitProxies, forwardedAddress, type Proxies, proxyTls } from './proxies.ts'

/** Milliseconds and bytes. A person's browser stays far below each; what does not is cut off. */
const LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16 * 1024,
  connectionsCheckingInterval: 5_000,
} as const satisfies ServerOptions

const DRAIN_MILLISECONDS = 10_000
const SWEEP_MILLISECONDS = 100
const LINGER_MILLISECONDS = 1_000

export interface ListenOptions {
  readonly app: Pages
  readonly front?: Front
  readonly host: string
  /** 0 takes a free one. */
  readonly port: number
  /** PEM. */
  readonly key: string
  readonly cert: string
  /** How it asks for smartcards; one that asks for none is never told of any. */
  readonly tls?: Pick<ServerOptions, 'ca' | 'requestCert' | 'rejectUnauthorized' | 'secureOptions'>
  /** What comes may take as long as it takes; and who waits to be told to go on with it is heard first. */
  readonly uploads?: true
  /** It serves these proxies and nobody else. */
  readonly proxies?: Proxies
}

export interface Listener {
  readonly port: number
  /** Goes on serving, but ends each connection with its next answer, so that the next request may go elsewhere. */
  readonly drain: () => void
  /** Takes no new request, lets running ones finish for up to 10 s, then cuts. */
  readonly stop: () => Promise<void>
}

export async function listen({ app, front, host, port, ...options }: ListenOptions): Promise<Listener> {
  const { key, cert, proxies } = options
  const tls = proxies === undefined ? options.tls : proxyTls(proxies)
  // A connection proves a card at its handshake alone: where one is asked for, each request is to prove it anew.
  const oneRequestEach = options.tls?.requestCert === true
  const answer = answering(app, proxies === undefined ? front : behindProxy(front))
  let draining = false
  const limits = options.uploads === true ? { ...LIMITS, requestTimeout: 0 } : LIMITS
  const hear: RequestListener = (request, response) => {
    if (draining || oneRequestEach) response.shouldKeepAlive = false
    return answer(request, response)
  }
  const server = createServer({ ...limits, ...tls, key, cert, minVersion: 'TLSv1.2' }, hear)
  if (options.uploads === true) server.on('checkContinue', hear)
  if (proxies !== undefined) admitProxies(server, proxies)
  server.on('clientError', refuseUnreadable)
  server.listen(port, host)
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    drain: () => {
      draining = true
    },
    stop: async () => {
      draining = true
      const closed = once(server, 'close')
      server.close()
      // close() ends connections that are idle now; those with a request under way are kept alive after it.
      const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MILLISECONDS)
      const cut = setTimeout(() => server.closeAllConnections(), DRAIN_MILLISECONDS)
      await closed
      clearInterval(sweep)
      clearTimeout(cut)
    },
  }
}

/** A proxy that does not say for whom it asks is not set up as ours are: better no page than everybody as one person. */
function behindProxy(front: Front = () => false): Front {
  return (incoming, outgoing) => {
    if (forwardedAddress(incoming) !== undefined) return front(incoming, outgoing)
    outgoing.writeHead(400, BARE_HEADERS.flat()).end()
    return true
  }
}

const STATUS_OF_FAULT: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Content Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
}

/**
 * What Node's parser refuses never reaches the application; its answer carries the same headers. What still arrives is
 * read for a second and dropped: a socket closed over unread bytes is reset, and the answer lost with it.
 */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (socket.writableEnded) return
  if (error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const status = STATUS_OF_FAULT[error.code ?? ''] ?? '400 Bad Request'
  const headers = BARE_HEADERS.map(([name, value]) => `${name}: ${value}`)
  socket.end(
    [`HTTP/1.1 ${status}`, ...headers, 'Content-Length: 0', 'Connection: close', '', ''].join('\r\n'),
  )
  setTimeout(() => socket.destroy(), LINGER_MILLISECONDS).unref()
}
