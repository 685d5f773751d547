import { connect, type TLSSocket } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shellWithForm } from '../../test/support/web-shell.ts'
import { makeCertificates } from '../demo/certificates.ts'
import { systemRandomness } from '../kernel/system.ts'
import { SECURITY_HEADERS } from './headers.ts'
import { type Listener, listen } from './listen.ts'

const { app } = shellWithForm()
app.get('/slow', async (c) => {
  started.resolve()
  await release.promise
  return c.text('finished')
})
const started = Promise.withResolvers<void>()
const release = Promise.withResolvers<void>()
let listener: Listener
let ca: string

beforeAll(async () => {
  const now = Temporal.Instant.from('2023-06-10T18:05+08:00')
  const made = await makeCertificates({ now, randomness: systemRandomness, hostnames: ['localhost'] })
  ca = made.caPem
  listener = await listen({ app, host: '127.0.0.1', port: 0, key: made.keyPem, cert: made.certPem })
})
afterAll(() => listener.stop())

/** What the server answers to these very bytes. */
function say(request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket: TLSSocket = connect({ port: listener.port, host: '127.0.0.1', servername: 'localhost', ca })
    let answer = ''
    socket.setEncoding('utf8')
    socket.on('data', (chunk) => {
      answer += chunk
    })
    socket.on('close', () => resolve(answer))
    socket.on('error', reject)
    socket.write(request)
  })
}

const HOST = 'Host: www.example.hk\r\nConnection: close\r\n'

describe('the listener', () => {
  it('knows the other end by its socket and by no forwarded header', async () => {
    const answer = await say(
      `GET /where HTTP/1.1\r\n${HOST}X-Forwarded-For: 198.51.100.9\r\nForwarded: for=198.51.100.9\r\n\r\n`,
    )
    expect(answer).toContain('"edge":"127.0.0.0/24"')
  })

  it.each([
    ['a header of 1 MB', '431', `GET / HTTP/1.1\r\n${HOST}Cookie: ${'a'.repeat(1_000_000)}\r\n\r\n`],
    ['no HTTP at all', '400', 'hello\r\n\r\n'],
    ['no Host', '400', 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['a Host that is none', '400', 'GET / HTTP/1.1\r\nHost: a/../b\r\nConnection: close\r\n\r\n'],
    [
      'two lengths',
      '400',
      `POST /form HTTP/1.1\r\n${HOST}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`,
    ],
  ])(
    'answers %s with %s and, where the application was not reached, with the same headers',
    async (_, status, request) => {
      const answer = await say(request)
      expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
      if (request.includes('Host: ')) {
        for (const [name, value] of SECURITY_HEADERS)
          expect(answer.toLowerCase()).toContain(`${name}: ${value}`.toLowerCase())
      }
    },
  )

  it('refuses a body that goes on beyond 16 KiB without announcing it', async () => {
    const chunk = `4000\r\n${'a'.repeat(0x4000)}\r\n`
    const head = `POST /form HTTP/1.1\r\n${HOST}Origin: https://www.example.hk\r\nContent-Type: application/x-www-form-urlencoded\r\n`
    expect(await say(`${head}Transfer-Encoding: chunked\r\n\r\n${chunk}${chunk}0\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 413 /,
    )
  })

  it('stops when what was running has been answered', async () => {
    const running = say(`GET /slow HTTP/1.1\r\n${HOST}\r\n`)
    await started.promise
    const stopped = listener.stop()
    release.resolve()
    expect(await running).toContain('finished')
    await stopped
    await expect(say('GET / HTTP/1.1\r\n\r\n')).rejects.toThrow('ECONNREFUSED')
  })
})
