import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Front } from '../../src/web/answer-request.ts'

export interface FrontAsked {
  readonly path: string
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Of a request that the front leaves to the pages. */
export const UNANSWERED = 418

/** Over a socket of its own: a front speaks to nothing but Node's own request and answer. */
export async function askFront(
  front: Front,
  { path, method = 'GET', headers = {} }: FrontAsked,
): Promise<{ readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: string }> {
  const server = createServer((incoming, outgoing) => {
    if (!front(incoming, outgoing)) outgoing.writeHead(UNANSWERED).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  try {
    const { port } = server.address() as AddressInfo
    const asked = request({
      host: '127.0.0.1',
      port,
      path,
      method,
      headers: { ...headers, connection: 'close' },
    })
    asked.end()
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    const body = Buffer.concat(await answer.toArray()).toString()
    return { status: answer.statusCode ?? 0, headers: answer.headers, body }
  } finally {
    server.close()
  }
}
