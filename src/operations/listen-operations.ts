import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Readiness } from './rules/judge-readiness.ts'

export interface OperationsListener {
  readonly port: number
  stop(): Promise<void>
}

interface Answers {
  readonly readiness: () => Readiness
  readonly metrics: () => Promise<{ readonly contentType: string; readonly text: string }>
}

const LIMITS = { headersTimeout: 5_000, requestTimeout: 5_000, maxHeaderSize: 8 * 1024 }

/** Plain HTTP for those who look after the machine; it says nothing of any person, and is not to be reached by people. */
export async function listenOperations(
  at: { readonly host: string; readonly port: number },
  answers: Answers,
): Promise<OperationsListener> {
  const server = createServer(LIMITS, (request, response) => {
    const route = request.method === 'GET' ? ROUTES[request.url ?? ''] : undefined
    const answer = route ?? notFound
    answer(response, answers).catch(() => end(response, 500, 'text/plain', 'fault\n'))
  })
  server.listen(at.port, at.host)
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

type Route = (response: ServerResponse, answers: Answers) => Promise<void>

const ROUTES: Readonly<Record<string, Route>> = {
  '/live': async (response) => end(response, 200, 'application/json', '{"live":true}\n'),
  '/ready': async (response, { readiness }) => {
    const said = readiness()
    end(response, said.ready ? 200 : 503, 'application/json', `${JSON.stringify(said)}\n`)
  },
  '/metrics': async (response, { metrics }) => {
    const { contentType, text } = await metrics()
    end(response, 200, contentType, text)
  },
}

const notFound: Route = async (response) =>
  end(response, 404, 'text/plain', 'GET /live, /ready or /metrics\n')

function end(response: ServerResponse, status: number, type: string, text: string): void {
  response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(text)
}
