import { once } from 'node:events'
import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { shellWithForm } from '../../test/support/web-shell.ts'
import { answering } from './answer-request.ts'

const HOST = 'www.example.hk'

/** The shell behind a server of Node's own: there a body is read by its events. */
async function serving() {
  const shell = shellWithForm()
  const server = createServer(answering(shell.app))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const begin = (method: string, headers: Record<string, string> = {}) =>
    request({ host: '127.0.0.1', port, path: '/form', method, headers: { host: HOST, ...headers } })
  const answerOf = async (sent: ReturnType<typeof begin>) => {
    const [incoming] = (await once(sent, 'response')) as [IncomingMessage]
    return { incoming, body: Buffer.concat(await incoming.toArray()).toString() }
  }
  const form = await answerOf(begin('GET').end())
  const cookie = form.incoming.headers['set-cookie']?.[0]?.split(';')[0] ?? ''
  const post = () =>
    begin('POST', { cookie, origin: `https://${HOST}`, 'content-type': 'application/x-www-form-urlencoded' })
  return { ...shell, token: form.body, post, answerOf, arrived: () => once(server, 'request') }
}

it('a form is read in however many pieces it comes, between any two of its bytes', async () => {
  const { posted, token, post, answerOf } = await serving()
  const sent = post()
  for (const byte of Buffer.from(`form_token=${token}&name=陳`)) sent.write(Buffer.of(byte))
  expect((await answerOf(sent.end())).incoming.statusCode).toBe(200)
  expect(posted).toEqual([{ name: '陳' }])
})

it('a form that never ends is refused as soon as it is too long', async () => {
  const { posted, post } = await serving()
  const sent = post()
  sent.on('error', () => {})
  sent.write('a'.repeat(16_385))
  const [incoming] = (await once(sent, 'response')) as [IncomingMessage]
  expect(incoming.statusCode).toBe(413)
  expect(posted).toEqual([])
})

it('whoever leaves in the middle of a form is waited for no longer', async () => {
  const { bugs, post, posted, arrived } = await serving()
  const arriving = arrived()
  const sent = post()
  sent.on('error', () => {})
  sent.write('form_token=')
  await arriving
  sent.destroy()
  while (bugs.length === 0) await new Promise(setImmediate)
  expect(bugs).toEqual([expect.objectContaining({ code: 'ECONNRESET' })])
  expect(posted).toEqual([])
})
