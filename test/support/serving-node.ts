import { type ChildProcess, spawn } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { Agent, request as send } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { migrate } from '../../src/db/migrate.ts'
import { makeCertificates } from '../../src/demo/certificates.ts'
import { receiveMail } from '../../src/demo/mailbox/receive-mail.ts'
import type { ReceivedMail } from '../../src/demo/mailbox/received-mail.ts'
import { systemClock, systemRandomness } from '../../src/kernel/system.ts'
import { packageRoot } from '../../src/package-root.ts'
import type { SealingKey } from '../../src/sealing/keys.ts'
import type { Node } from '../../src/wire.ts'
import { start } from './embedded.ts'
import { ORIGIN } from './node.ts'
import { MIGRATED_AT, MIGRATIONS } from './postgres-for-tests.ts'
import { edited } from './programme-samples.ts'
import { TerminalBrowser } from './terminal-browser.ts'

/** The program in a process of its own, as `sallyport serve` runs it. */
export interface ServingNode {
  readonly process: ChildProcess
  readonly port: number
  /** What it wrote so far. */
  output(): string
  /** A browser that reaches this node over TLS; or the same person's as `from`, cookies and all, now at this node. */
  browser(from?: TerminalBrowser): TerminalBrowser
  kill(): Promise<void>
  /** Settles with the exit status, null where a signal ended it. */
  readonly ended: Promise<number | null>
}

/** What a node of production finds around it: a durable PostgreSQL, a mail server, certificates, keys, settings. */
export interface ServingSite {
  readonly folder: string
  readonly sealingKey: SealingKey
  readonly ownerUrl: string
  readonly superuserUrl: string
  readonly readerUrl: string
  /** The settings `serve` is given, by name. */
  readonly settings: Readonly<Record<string, string>>
  startNode(settings?: Readonly<Record<string, string>>): Promise<ServingNode>
  /** A browser that reaches the node started last: it stays in use when one is killed and the next takes its place. */
  browser(): TerminalBrowser
  killPostgres(): Promise<void>
  restartPostgres(): Promise<void>
  /** How many mails have come to an address. */
  mailsTo(address: string): number
  /** The newest code mailed to an address, once more than `after` mails have come; undefined where none does soon. */
  codeMailedTo(address: string, after: number): Promise<string | undefined>
  stop(): Promise<void>
}

/** A site with an empty directory. Its programme's launch lies in the past: the OTP doors are open. */
export async function servingSite(): Promise<ServingSite> {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-site-'))
  let postgres = await start(folder)
  const { ownerUrl, superuserUrl, readerUrl, port } = postgres
  await migrate({ ownerUrl, folder: MIGRATIONS, at: MIGRATED_AT })
  const letterBox = new LetterBox()
  const certificates = await makeCertificates({
    now: systemClock.now(),
    randomness: systemRandomness,
    hostnames: [new URL(ORIGIN).hostname, '127.0.0.1'],
  })
  const { keyPem: key, certPem: cert, caPem: ca } = certificates
  const users = { user: 'sallyport', pass: 'receives' }
  const receiver = await receiveMail(
    { port: 0, programme: systemClock, zone: 'UTC', tls: { key, cert }, users },
    (mail) => letterBox.keep(mail),
  )
  const sealingKey = { id: 1, secret: systemRandomness.bytes(32) }
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 })
    return join(folder, name)
  }
  const settings = {
    SALLYPORT_PUBLIC_ORIGIN: ORIGIN,
    SALLYPORT_LISTEN: '127.0.0.1:0',
    SALLYPORT_TLS_KEY_FILE: file('tls.key', key),
    SALLYPORT_TLS_CERT_FILE: file('tls.cert', cert),
    SALLYPORT_DATABASE_URL: ownerUrl,
    SALLYPORT_PROGRAMME_FILE: file('programme.yaml', launchedLongAgo()),
    SALLYPORT_SMTP_URL: `smtp://${users.user}:${users.pass}@127.0.0.1:${receiver.port}`,
    SALLYPORT_SMTP_CA_FILE: file('ca.pem', ca),
    SALLYPORT_MAIL_FROM: 'no-reply@clearinghouse.example',
    SALLYPORT_SEALING_KEYS_FILE: file('keys', `1:${Buffer.from(sealingKey.secret).toString('hex')}\n`),
  }
  const settingsFile = file('settings', linesOf(settings))
  const agent = new Agent({ keepAlive: true, ca, servername: new URL(ORIGIN).hostname })
  const nodes: ServingNode[] = []
  return {
    folder,
    sealingKey,
    ownerUrl,
    superuserUrl,
    readerUrl,
    settings,
    startNode: async (more = {}) => {
      const node = await startServing(['--config', settingsFile], more, agent)
      nodes.push(node)
      return node
    },
    browser: () => new TerminalBrowser(overTheNetwork(() => nodes.at(-1)?.port ?? 0, agent)),
    killPostgres: () => {
      process.kill(postgres.pid, 'SIGKILL')
      return postgres.ended
    },
    restartPostgres: async () => {
      postgres = await start(folder, { port })
    },
    mailsTo: (address) => letterBox.to(address).length,
    codeMailedTo: (address, after) => letterBox.codeTo(address, after),
    stop: async () => {
      await Promise.all(nodes.map((node) => node.kill()))
      agent.destroy()
      await receiver.stop()
      await postgres.stop()
      rmSync(folder, { recursive: true, force: true, maxRetries: 20 })
    },
  }
}

const MAIL_MILLISECONDS = 3000

class LetterBox {
  readonly #mails: ReceivedMail[] = []
  readonly #come = new EventEmitter().setMaxListeners(0)

  keep(mail: ReceivedMail): void {
    this.#mails.push(mail)
    this.#come.emit('mail')
  }

  to(address: string): readonly ReceivedMail[] {
    return this.#mails.filter(({ to }) => to === address)
  }

  async codeTo(address: string, after: number): Promise<string | undefined> {
    const signal = AbortSignal.timeout(MAIL_MILLISECONDS)
    while (!signal.aborted) {
      const mails = this.to(address)
      if (mails.length > after) return /\b\d{8}\b/.exec(mails.at(-1)?.text ?? '')?.[0]
      await once(this.#come, 'mail', { signal }).catch(() => undefined)
    }
    return undefined
  }
}

/**
 * The shipped programme, its launch firm instead of tentative. Sessions end at 24:00 programme time: the zone is one
 * where it is the middle of the day now.
 */
function launchedLongAgo(): string {
  const ahead = 12 - systemClock.now().toZonedDateTimeISO('UTC').hour
  const zone = `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
  return edited(['status: tentative', 'status: firm'], ['zone: Asia/Hong_Kong', `zone: ${zone}`])
}

function linesOf(settings: Readonly<Record<string, string>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}

/** Starts `sallyport` with nothing of this process's environment but PATH. */
export function startProgram(
  argv: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): ChildProcess {
  const program = join(packageRoot, 'bin/sallyport.js')
  return spawn(process.execPath, [program, ...argv], {
    env: { PATH: process.env['PATH'], ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function startServing(
  argv: readonly string[],
  settings: Readonly<Record<string, string>>,
  agent: Agent,
): Promise<ServingNode> {
  const child = startProgram(['serve', ...argv], settings)
  let said = ''
  const heed = (text: Buffer) => {
    said += text
  }
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', heed)
  const ended = once(child, 'close').then(([status]) => status as number | null)
  const port = await Promise.race([
    portOf(child),
    ended.then(() => Promise.reject(new Error(`serve ended: ${said}`))),
  ])
  const node: ServingNode = {
    process: child,
    port,
    output: () => said,
    browser: (from) => {
      const network = overTheNetwork(() => port, agent)
      return from === undefined ? new TerminalBrowser(network) : from.at(network)
    },
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
    ended,
  }
  await node.browser().get('/')
  return node
}

async function portOf({ stdout }: ChildProcess): Promise<number> {
  if (stdout === null) throw new Error('no output to read')
  for await (const line of createInterface(stdout)) {
    const { msg, port } = JSON.parse(line)
    if (msg === 'serving') return port
  }
  return new Promise(() => undefined)
}

/** What TerminalBrowser uses of a node, a request going over the network. */
function overTheNetwork(port: () => number, agent: Agent): Node {
  const fetch = async (request: Request): Promise<Response> => {
    const { pathname, search } = new URL(request.url)
    const headers = Object.fromEntries(request.headers)
    const outgoing = send({ port: port(), path: pathname + search, method: request.method, headers, agent })
    outgoing.end(await request.text())
    const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage]
    const body = await incoming.toArray()
    return new Response(Buffer.concat(body), {
      status: incoming.statusCode ?? 0,
      headers: pairsOf(incoming.rawHeaders),
    })
  }
  return { app: { fetch } } as unknown as Node
}

function pairsOf(raw: readonly string[]): [string, string][] {
  return raw.flatMap((name, at): [string, string][] => (at % 2 === 0 ? [[name, raw[at + 1] ?? '']] : []))
}
