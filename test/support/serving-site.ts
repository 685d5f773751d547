import { EventEmitter, once } from 'node:events'
import { rmSync, writeFileSync } from 'node:fs'
import { Agent } from 'node:https'
import { join } from 'node:path'
import { inject } from 'vitest'
import type { EmbeddedPostgres } from '../../src/db/embedded/start-cluster.ts'
import { makeCertificates } from '../../src/demo/certificates.ts'
import { type Receiver, receiveMail } from '../../src/demo/mailbox/receive-mail.ts'
import type { ReceivedMail } from '../../src/demo/mailbox/received-mail.ts'
import { systemClock, systemRandomness } from '../../src/kernel/system.ts'
import type { SealingKey } from '../../src/sealing/keys.ts'
import { ORIGIN } from './origin.ts'
import { copyCluster } from './postgres-for-tests.ts'
import { edited } from './programme-samples.ts'
import { scratchFolder } from './scratch-folder.ts'
import { overTheNetwork, type ServingNode, startServing } from './serving-node.ts'
import { start } from './start-postgres.ts'
import { TerminalBrowser } from './terminal-browser.ts'

/** What nodes of production find around them: a durable PostgreSQL, a mail server, a certificate, keys, settings. */
export interface ServingSite {
  readonly sealingKey: SealingKey
  readonly urls: Readonly<Record<'ownerUrl' | 'superuserUrl' | 'readerUrl', string>>
  /** What is in the settings file, by name. */
  readonly settings: Readonly<Record<string, string>>
  readonly settingsFile: string
  readonly folder: string
  /** The server as it was started last. */
  postgres(): EmbeddedPostgres
  /** Writes a file into the site's folder and returns its path. */
  file(name: string, text: string): string
  /** Starts a node by the settings file; `over` wins over it. `root`: of another program than this one. */
  startNode(over?: Readonly<Record<string, string>>, root?: string): Promise<ServingNode>
  /** A browser that reaches the node started last: it stays in use when one is killed and another takes its place. */
  browser(): TerminalBrowser
  /** From now on those browsers reach this node, as when the network is pointed elsewhere. */
  pointTo(node: ServingNode): void
  killPostgres(): Promise<void>
  /** In order, as a machine is shut down. */
  stopPostgres(): Promise<void>
  restartPostgres(): Promise<void>
  /** How many mails have come to an address. */
  mailsTo(address: string): number
  /** The newest code mailed to an address, once more than `after` mails have come; undefined where none does soon. */
  codeMailedTo(address: string, after: number): Promise<string | undefined>
  stop(): Promise<void>
}

/** A site with an empty directory. Its programme's launch lies in the past: the OTP doors are open. */
export async function servingSite(): Promise<ServingSite> {
  const folder = scratchFolder('site')
  copyCluster(inject('cluster'), folder)
  let postgres = await start(folder)
  const { ownerUrl, superuserUrl, readerUrl, port } = postgres
  const around = await surroundings(folder, ownerUrl)
  const { agent, letterBox, receiver, settingsFile } = around
  const nodes: ServingNode[] = []
  let reached: ServingNode | undefined
  return {
    ...around,
    urls: { ownerUrl, superuserUrl, readerUrl },
    postgres: () => postgres,
    startNode: async (over = {}, root) => {
      const node = await startServing(['--config', settingsFile], over, agent, root)
      nodes.push(node)
      reached = node
      return node
    },
    pointTo: (node) => {
      reached = node
    },
    browser: () => new TerminalBrowser(overTheNetwork(() => reached?.port ?? 0, agent)),
    killPostgres: () => {
      process.kill(postgres.pid, 'SIGKILL')
      return postgres.ended
    },
    stopPostgres: () => postgres.stop(),
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

async function surroundings(folder: string, databaseUrl: string) {
  const certificates = await makeCertificates({
    now: systemClock.now(),
    randomness: systemRandomness,
    hostnames: [new URL(ORIGIN).hostname, '127.0.0.1'],
  })
  const { keyPem: key, certPem: cert, caPem: ca } = certificates
  const letterBox = new LetterBox()
  const users = { user: 'sallyport', pass: 'receives' }
  const receiver: Receiver = await receiveMail(
    { port: 0, programme: systemClock, zone: 'UTC', tls: { key, cert }, users },
    (mail) => letterBox.keep(mail),
  )
  const sealingKey: SealingKey = { id: 1, secret: systemRandomness.bytes(32) }
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text, { mode: 0o600 })
    return join(folder, name)
  }
  const settings = {
    SALLYPORT_PUBLIC_ORIGIN: ORIGIN,
    SALLYPORT_LISTEN: '127.0.0.1:0',
    SALLYPORT_OPS_LISTEN: '127.0.0.1:0',
    SALLYPORT_DRAIN_SECONDS: '0',
    SALLYPORT_TLS_KEY_FILE: file('tls.key', key),
    SALLYPORT_TLS_CERT_FILE: file('tls.cert', cert),
    SALLYPORT_DATABASE_URL: databaseUrl,
    SALLYPORT_PROGRAMME_FILE: file('programme.yaml', launchedLongAgo()),
    SALLYPORT_SMTP_URL: `smtp://${users.user}:${users.pass}@127.0.0.1:${receiver.port}`,
    SALLYPORT_SMTP_CA_FILE: file('ca.pem', ca),
    SALLYPORT_MAIL_FROM: 'no-reply@clearinghouse.example',
    SALLYPORT_SEALING_KEYS_FILE: file('keys', `1:${Buffer.from(sealingKey.secret).toString('hex')}\n`),
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`)
  const agent = new Agent({ keepAlive: true, ca, servername: new URL(ORIGIN).hostname })
  return {
    folder,
    sealingKey,
    settings,
    settingsFile: file('settings', lines.join('')),
    file,
    agent,
    letterBox,
    receiver,
  }
}

/**
 * The shipped programme, its launch firm instead of tentative. Logon sessions end at 24:00 programme time: the zone is
 * one where it is the middle of the day now.
 */
function launchedLongAgo(): string {
  const ahead = 12 - systemClock.now().toZonedDateTimeISO('UTC').hour
  const zone = `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
  return edited(['status: tentative', 'status: firm'], ['zone: Asia/Hong_Kong', `zone: ${zone}`])
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
