import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import PostalMime from 'postal-mime'
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server'
import type { Clock } from '../../kernel/clock.ts'
import { sameDigest, sha256 } from '../../kernel/digest.ts'
import { comesBack } from './bring-back.ts'
import type { ReceivedMail } from './received-mail.ts'

export interface ReceiverSettings {
  /** 0 takes a free one. */
  readonly port: number
  readonly programme: Clock
  readonly zone: string
  readonly tls: { readonly key: string; readonly cert: string }
  readonly users: { readonly user: string; readonly pass: string }
  /** A mail was taken that can't be delivered: its report is to go to the sender of its envelope. */
  readonly comesBack?: (sender: string, recipient: string) => void
}

export interface Receiver {
  readonly port: number
  stop(): Promise<void>
}

const LARGEST_MAIL = 1024 * 1024

/** A real SMTP server on this machine only: STARTTLS and AUTH required, any recipient but `nobody` taken, each mail handed to `keep`. */
export async function receiveMail(
  settings: ReceiverSettings,
  keep: (mail: ReceivedMail) => void,
): Promise<Receiver> {
  const server = new SMTPServer({
    ...settings.tls,
    size: LARGEST_MAIL,
    authMethods: ['PLAIN', 'LOGIN'],
    disableReverseLookup: true,
    closeTimeout: 100,
    onAuth: ({ username, password }, _session, done) => {
      const right = same(username, settings.users.user) && same(password, settings.users.pass)
      done(null, right ? { user: username } : { message: '5.7.8 Wrong user or password' })
    },
    onRcptTo: ({ address }, _session, done) => done(NOBODY.test(address) ? unknownMailbox() : null),
    onData: (stream, { envelope }, done) => {
      const to = envelope.rcptTo.map(({ address }) => address).join(', ')
      read(stream, settings, to).then(
        (mail) => {
          if (mail === undefined) return done(tooLarge())
          keep(mail)
          done(null, '2.0.0 Kept')
          if (comesBack(to) && envelope.mailFrom) settings.comesBack?.(envelope.mailFrom.address, to)
        },
        (fault: Error) => done(fault),
      )
    },
  })
  // A client that breaks off in mid-sentence is its own affair.
  server.on('error', () => undefined)
  const listening = server.listen(settings.port, '127.0.0.1')
  await once(listening, 'listening')
  return {
    port: (listening.address() as AddressInfo).port,
    stop: () => new Promise((resolve) => server.close(resolve)),
  }
}

function same(given: string | null | undefined, right: string): boolean {
  return sameDigest(sha256(given ?? ''), sha256(right))
}

/** So that a demo shows what a wrong address looks like: nobody of this name has a mailbox, in any domain. */
const NOBODY = /^nobody[.@]/i

function unknownMailbox(): Error {
  return Object.assign(new Error('5.1.1 No such mailbox'), { responseCode: 550 })
}

function tooLarge(): Error {
  return Object.assign(new Error('5.3.4 Larger than 1 MB'), { responseCode: 552 })
}

async function read(
  stream: SMTPServerDataStream,
  { programme, zone }: ReceiverSettings,
  to: string,
): Promise<ReceivedMail | undefined> {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) if (!stream.sizeExceeded) chunks.push(chunk)
  if (stream.sizeExceeded) return undefined
  const { subject = '', text = '' } = await PostalMime.parse(Buffer.concat(chunks))
  const at = programme.now().toZonedDateTimeISO(zone)
  return {
    at: at.toString({ timeZoneName: 'never', smallestUnit: 'millisecond' }),
    to,
    subject,
    text: text.trimEnd(),
  }
}
