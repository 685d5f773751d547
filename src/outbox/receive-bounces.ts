import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import PostalMime from 'postal-mime'
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server'
import type { AuditWorld } from '../audit/record-event.ts'
import type { Database } from '../db/transaction.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Sealer } from '../sealing/seal.ts'
import { mailOfBounce } from './bounce-address.ts'
import { recordBounce } from './record-bounce.ts'
import { type Bounce, readReport } from './rules/read-report.ts'

export interface BounceWorld {
  readonly database: Database
  /** As it is when a report comes: the epoch may move. */
  readonly audit: () => AuditWorld
  readonly sealer: Pick<Sealer, 'lookupKey'>
  readonly clock: Clock
  /** The address that envelope senders are made of. */
  readonly at: string
  readonly report: (fault: unknown) => void
}

export interface BounceListening {
  readonly host: string
  readonly port: number
  readonly tls: { readonly key: string; readonly cert: string }
}

export interface BounceListener {
  readonly port: number
  stop(): Promise<void>
}

/** A report quotes at least the headers of a letter of ours; a whole one fits many times. */
const LARGEST_REPORT = 256 * 1024
const CALLERS = 20
const PATIENCE_MILLISECONDS = 30_000

/**
 * Where the mail server brings what came back. It takes reports alone: from the null sender (RFC 5321, section 4.5.5), to the
 * envelope sender of one of our mails. Everything else is refused at once, so that no reply goes to anybody from here.
 */
export async function receiveBounces(
  world: BounceWorld,
  { host, port, tls }: BounceListening,
): Promise<BounceListener> {
  const server = new SMTPServer({
    ...tls,
    disabledCommands: ['AUTH'],
    size: LARGEST_REPORT,
    maxClients: CALLERS,
    socketTimeout: PATIENCE_MILLISECONDS,
    disableReverseLookup: true,
    closeTimeout: 100,
    onMailFrom: ({ address }, _session, done) => done(address === '' ? null : no('5.7.1 Reports alone')),
    onRcptTo: ({ address }, { envelope }, done) => {
      if (envelope.rcptTo.length > 0) return done(no('5.5.3 One recipient a report', 452))
      done(
        mailOfBounce(world.sealer, world.at, address) === undefined ? no('5.1.1 Not a mail of ours') : null,
      )
    },
    onData: (stream, { envelope }, done) => {
      take(world, stream, envelope.rcptTo[0]?.address ?? '').then(
        (taken) => (taken ? done(null, '2.0.0 Read') : done(no('5.3.4 Too large', 552))),
        (fault: unknown) => {
          world.report(fault)
          // It is the mail server's to bring it again.
          done(no('4.3.0 Not now', 451))
        },
      )
    },
  })
  // A caller that breaks off in mid-sentence is its own affair.
  server.on('error', () => undefined)
  const listening = server.listen(port, host)
  await once(listening, 'listening')
  return {
    port: (listening.address() as AddressInfo).port,
    stop: () => new Promise((resolve) => server.close(resolve)),
  }
}

async function take(world: BounceWorld, stream: SMTPServerDataStream, address: string): Promise<boolean> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) if (!stream.sizeExceeded) chunks.push(chunk)
  if (stream.sizeExceeded) return false
  const mail = mailOfBounce(world.sealer, world.at, address)
  const bounce = await bounceIn(Buffer.concat(chunks))
  if (mail !== undefined && bounce !== undefined)
    await world.database.write({ as: 'operations' }, (tx) =>
      recordBounce(tx, world.audit(), { mail, bounce, at: world.clock.now() }),
    )
  return true
}

/** Undefined of an out-of-office reply and of whatever else is no report: taken, and let go. */
async function bounceIn(raw: Uint8Array): Promise<Bounce | undefined> {
  const { attachments } = await PostalMime.parse(raw, { attachmentEncoding: 'utf8' })
  const status = attachments.find(({ mimeType }) => mimeType === 'message/delivery-status')
  return typeof status?.content === 'string' ? readReport(status.content) : undefined
}

function no(text: string, responseCode = 550): Error {
  return Object.assign(new Error(text), { responseCode })
}
