import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface CardSources {
  readonly url: string
  /** Every path that was asked for, in order. */
  readonly asked: string[]
  /** What the address does from now on; until then it answers 404. */
  serve(path: string, does: RequestListener | Uint8Array): void
  stop(): Promise<void>
}

/** Addresses on loopback where lists and answers come from, or whatever an attacker puts there. */
export async function openCardSources(): Promise<CardSources> {
  const served = new Map<string, RequestListener>()
  const asked: string[] = []
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    asked.push(pathname)
    const does = served.get(pathname)
    if (does === undefined) response.writeHead(404).end()
    else does(request, response)
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    serve: (path, does) => {
      served.set(path, does instanceof Uint8Array ? (_, response) => response.end(does) : does)
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
