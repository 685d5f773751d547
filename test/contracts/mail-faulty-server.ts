import { once } from 'node:events'
import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { type Certificates, makeCertificates } from '../../src/demo/certificates.ts'
import { systemRandomness } from '../../src/kernel/system.ts'
import type { SmtpServer } from '../../src/mail/smtp-url.ts'

const CREDENTIALS = { user: 'sallyport', password: 'p@ss word' }

/** What the server saw: whether a secret or a message reached it, and over what. */
interface Seen {
  readonly raw: string[]
  readonly recipients: string[][]
  connections: number
  logonsInClear: number
  messagesInClear: number
}

export interface FaultyServer {
  readonly address: SmtpServer
  readonly caPem: string
  readonly seen: Seen
  stop(): Promise<void>
}

function reply(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode })
}

/** What can go wrong on the other side, each as options of a real SMTP server; `drop` cuts every connection. */
const faults = {
  none: () => ({}),
  'refuses the recipient': () => ({
    onRcptTo: (_to, _session, done) => done(reply(550, '5.1.1 no such user')),
  }),
  'greylists the recipient': () => ({
    onRcptTo: (_to, _session, done) => done(reply(451, '4.7.1 greylisted')),
  }),
  'refuses the message and quotes it': () => ({
    onData: (stream, _session, done) =>
      void stream.resume().on('end', () => done(reply(554, '5.7.1 looks like a passcode: 12345678'))),
  }),
  'has no room for the message': () => ({
    onData: (stream, _session, done) => void stream.resume().on('end', () => done(reply(452, '4.3.1 full'))),
  }),
  'is shutting down': () => ({
    onMailFrom: (_from, _session, done) => done(reply(421, '4.3.2 shutting down')),
  }),
  'has STARTTLS stripped': () => ({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    authOptional: true,
  }),
  'offers no AUTH': () => ({ disabledCommands: ['AUTH'], authOptional: true }),
  'never greets': () => ({ onConnect: () => undefined }),
  'takes the message and never answers': () => ({ onData: (stream) => void stream.resume() }),
  'takes the message and drops the line': (drop) => ({
    onData: (stream) => void stream.resume().on('end', drop),
  }),
  'drops the line at once': (drop) => ({ onConnect: drop }),
} as const satisfies Record<string, (drop: () => void) => SMTPServerOptions>
export type Fault = keyof typeof faults

export async function startFaultyServer(
  fault: Fault,
  options: { readonly hostnames?: readonly string[]; readonly implicit?: boolean } = {},
): Promise<FaultyServer> {
  const { caPem, certPem, keyPem } = await certificates(options.hostnames ?? ['localhost', '127.0.0.1'])
  const seen: Seen = { raw: [], recipients: [], connections: 0, logonsInClear: 0, messagesInClear: 0 }
  const sockets = new Set<Socket>()
  const drop = () => {
    for (const socket of sockets) socket.destroy()
  }
  const server = new SMTPServer({
    secure: options.implicit ?? false,
    key: keyPem,
    cert: certPem,
    disableReverseLookup: true,
    closeTimeout: 10,
    ...recording(seen),
    ...faults[fault](drop),
  })
  server.on('error', () => undefined)
  server.server.on('connection', (socket) => {
    seen.connections++
    sockets.add(socket)
  })
  const port = await listen(server)
  const encryption = options.implicit ? 'implicit' : 'starttls'
  return {
    address: { host: 'localhost', port, encryption, ...CREDENTIALS },
    caPem,
    seen,
    stop: () => new Promise((resolve) => server.close(resolve)),
  }
}

/** A server without a fault, that notes what reaches it. */
function recording(seen: Seen): Required<Pick<SMTPServerOptions, 'onAuth' | 'onData'>> {
  return {
    onAuth: ({ username, password }, session, done) => {
      if (!session.secure) seen.logonsInClear++
      const right = username === CREDENTIALS.user && password === CREDENTIALS.password
      done(null, right ? { user: username } : { message: '5.7.8 who are you?' })
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = []
      if (!session.secure) seen.messagesInClear++
      seen.recipients.push(session.envelope.rcptTo.map(({ address }) => address))
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        seen.raw.push(Buffer.concat(chunks).toString())
        done(null, '2.0.0 OK queued as 4711')
      })
    },
  }
}

async function listen(server: SMTPServer): Promise<number> {
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  return (listening.address() as AddressInfo).port
}

const made = new Map<string, Promise<Certificates>>()
function certificates(hostnames: readonly string[]): Promise<Certificates> {
  const key = hostnames.join()
  const known = made.get(key)
  if (known !== undefined) return known
  const now = Temporal.Instant.from('2026-11-22T00:00:00Z')
  const fresh = makeCertificates({ now, randomness: systemRandomness, hostnames })
  made.set(key, fresh)
  return fresh
}
