import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'
import type { Clocks } from '../../kernel/clock.ts'
import { loadAssets } from '../../web/assets.ts'
import { authenticatorRoutes } from '../authenticator/authenticator-routes.tsx'
import type { AuthenticatorKey } from '../authenticator/codes-at.ts'
import { demoShell } from './demo-shell.ts'
import { mailboxRoutes } from './mailbox-routes.tsx'
import { type ReceiverSettings, receiveMail } from './receive-mail.ts'
import { type ReceivedMail, receivedMails } from './received-mail.ts'

export interface MailboxSettings extends Pick<ReceiverSettings, 'comesBack'> {
  readonly clocks: Clocks
  /** IANA name of the programme's zone: every time shown is in it. */
  readonly zone: string
  /** 0 takes a free one; so does `smtpPort`. */
  readonly httpPort: number
  readonly smtpPort: number
  /** The accounts whose keys the demo made itself, with their base32 secrets. */
  readonly authenticatorKeys: () => readonly AuthenticatorKey[]
  /** PEM; the certificate must hold for 127.0.0.1. */
  readonly tls: { readonly key: string; readonly cert: string }
  /** Who may hand mail in. */
  readonly users: { readonly user: string; readonly pass: string }
}

export interface Mailbox {
  /** `smtp://user:password@127.0.0.1:port`, as mail/smtp-url.ts reads it. */
  readonly smtpUrl: string
  /** `http://localhost:8025` */
  readonly httpUrl: string
  /** Newest first. */
  messages(): readonly ReceivedMail[]
  clear(): void
  stop(): Promise<void>
}

/** Demo only: an SMTP server that keeps all mail, with its pages and the authenticator's, on 127.0.0.1 alone. */
export async function startMailbox(settings: MailboxSettings): Promise<Mailbox> {
  const { clocks, zone, users, comesBack } = settings
  const mails = receivedMails()
  const assets = loadAssets()
  const receiver = await receiveMail(
    {
      port: settings.smtpPort,
      programme: clocks.programme,
      zone,
      tls: settings.tls,
      users,
      ...(comesBack && { comesBack }),
    },
    mails.keep,
  )
  let httpPort = settings.httpPort
  const app = demoShell(assets, () => httpPort)
  app.route('/', mailboxRoutes(mails, assets.links))
  const now = () => clocks.programme.now()
  app.route('/', authenticatorRoutes({ links: assets.links, keys: settings.authenticatorKeys, now, zone }))
  const pages = await listen(app, httpPort).catch(async (fault: unknown) => {
    await receiver.stop()
    throw fault
  })
  httpPort = pages.port
  const credentials = `${encodeURIComponent(users.user)}:${encodeURIComponent(users.pass)}`
  return {
    smtpUrl: `smtp://${credentials}@127.0.0.1:${receiver.port}`,
    httpUrl: `http://localhost:${httpPort}`,
    messages: mails.all,
    clear: mails.clear,
    stop: async () => {
      await Promise.all([pages.stop(), receiver.stop()])
    },
  }
}

async function listen(app: Hono, port: number): Promise<{ port: number; stop(): Promise<void> }> {
  const server = createServer(getRequestListener(app.fetch))
  server.listen(port, '127.0.0.1')
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
