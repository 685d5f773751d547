import { EventEmitter, once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { Agent } from 'node:https'
import { join } from 'node:path'
import { makeCertificates } from '../../src/demo/certificates.ts'
import { type Receiver, receiveMail } from '../../src/demo/mailbox/receive-mail.ts'
import type { ReceivedMail } from '../../src/demo/mailbox/received-mail.ts'
import { systemClock, systemRandomness } from '../../src/kernel/system.ts'
import type { SealingKey } from '../../src/sealing/keys.ts'
import { ORIGIN } from './origin.ts'
import { edited } from './programme-samples.ts'

/**
 * What nodes find around them but for the database: a certificate, keys, a mail server, settings. `mailHost`: by which other
 * hosts reach the mail server.
 */
export async function surroundings(folder: string, databaseUrl: string, mailHost = '127.0.0.1') {
  const certificates = await makeCertificates({
    now: systemClock.now(),
    randomness: systemRandomness,
    hostnames: [new URL(ORIGIN).hostname, '127.0.0.1', mailHost],
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
    SALLYPORT_SMTP_URL: `smtp://${users.user}:${users.pass}@${mailHost}:${receiver.port}`,
    SALLYPORT_SMTP_CA_FILE: file('ca.pem', ca),
    SALLYPORT_MAIL_FROM: 'no-reply@clearinghouse.example',
    SALLYPORT_SEALING_KEYS_FILE: file('keys', `1:${Buffer.from(sealingKey.secret).toString('hex')}\n`),
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`)
  const agent = new Agent({ keepAlive: true, ca, servername: new URL(ORIGIN).hostname })
  return {
    ...{ folder, sealingKey, settings, settingsFile: file('settings', lines.join('')) },
    ...{ file, agent, letterBox, receiver, tls: { key, cert, ca } },
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
  readonly #mails = new Map<string, ReceivedMail[]>()
  readonly #come = new EventEmitter().setMaxListeners(0)

  keep(mail: ReceivedMail): void {
    this.#mails.set(mail.to, [...this.to(mail.to), mail])
    this.#come.emit(mail.to)
  }

  to(address: string): readonly ReceivedMail[] {
    return this.#mails.get(address) ?? []
  }

  /** Waits so many milliseconds for it. */
  async codeTo(address: string, after: number, patience = MAIL_MILLISECONDS): Promise<string | undefined> {
    const signal = AbortSignal.timeout(patience)
    while (!signal.aborted) {
      const mails = this.to(address)
      if (mails.length > after) return /\b\d{8}\b/.exec(mails.at(-1)?.text ?? '')?.[0]
      await once(this.#come, address, { signal }).catch(() => undefined)
    }
    return undefined
  }
}
