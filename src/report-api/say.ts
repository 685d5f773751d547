import type { IncomingMessage, ServerResponse } from 'node:http'
import { STATUS_HEADERS } from '../web/headers.ts'
import { type ProblemName, problemOf } from './problems.ts'

const RETRY_SECONDS = 5
const LINGER_MILLISECONDS = 1_000

export function sayProblem(incoming: IncomingMessage, outgoing: ServerResponse, name: ProblemName): true {
  const problem = problemOf(name)
  if (problem.status === 401) outgoing.setHeader('WWW-Authenticate', 'Bearer realm="reports"')
  if (problem.status === 405) outgoing.setHeader('Allow', 'PUT')
  if (problem.status === 503) outgoing.setHeader('Retry-After', String(RETRY_SECONDS))
  outgoing.setHeader('Content-Type', 'application/problem+json')
  return say(incoming, outgoing, problem.status, problem)
}

/**
 * What still arrives of a body that nobody wants is read for a second and dropped: a socket closed over unread bytes is
 * reset, and the answer lost with it.
 */
export function say(incoming: IncomingMessage, outgoing: ServerResponse, status: number, body: object): true {
  const text = JSON.stringify(body)
  for (const [name, value] of STATUS_HEADERS) outgoing.setHeader(name, value)
  if (!outgoing.hasHeader('Content-Type')) outgoing.setHeader('Content-Type', 'application/json')
  outgoing.setHeader('Content-Length', Buffer.byteLength(text))
  if (incoming.complete) {
    outgoing.writeHead(status).end(text)
    return true
  }
  outgoing.shouldKeepAlive = false
  outgoing.writeHead(status).write(text)
  const end = () => outgoing.end()
  incoming.once('close', end).once('end', end).resume()
  setTimeout(end, LINGER_MILLISECONDS).unref()
  return true
}
