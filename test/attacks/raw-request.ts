import type { Node } from '../../src/wire.ts'
import { ORIGIN } from '../support/origin.ts'
import type { TerminalBrowser } from '../support/terminal-browser.ts'

export interface RawRequest {
  readonly path?: string
  readonly method?: string
  /** Beside the right Host and, on a POST, the right Origin; null takes one away. */
  readonly headers?: Readonly<Record<string, string | null>>
  readonly body?: string
  /** Whose cookies go along. */
  readonly from?: TerminalBrowser
}

export const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

/** Any request at all, also one that no browser would send. */
export async function send(node: Node, asked: RawRequest): Promise<Response> {
  const { path = '/', method = 'GET', headers = {}, body, from } = asked
  const request = new Request(new URL(path, ORIGIN), { method, ...(body === undefined ? {} : { body }) })
  request.headers.set('host', new URL(ORIGIN).host)
  if (method === 'POST') request.headers.set('origin', ORIGIN)
  const cookies = [...(from?.cookies ?? [])].map(([name, value]) => `${name}=${value}`)
  if (cookies.length > 0) request.headers.set('cookie', cookies.join('; '))
  for (const [name, value] of Object.entries(headers)) {
    if (value === null) request.headers.delete(name)
    else request.headers.set(name, value)
  }
  const edge = { ip: '203.0.113.7', network: '203.0.113.0/24' }
  return node.app.fetch(request, { edge })
}
