import { sql } from 'kysely'
import { selectRows } from '../db/transaction.ts'
import { smtpTransport } from '../mail/smtp-transport.ts'
import { readSiteFigures } from '../operations/read-site-figures.ts'
import { certificatesIn } from './examine-tls.ts'
import { type Finding, fail, ok, warn } from './finding.ts'
import type { LookedAt } from './look-at.ts'

export function examineMailSettings({ config, smtp }: LookedAt): readonly Finding[] {
  return [
    smtp.ok ? ok(`${smtp.value.host} port ${smtp.value.port}`) : fail(`SALLYPORT_SMTP_URL ${smtp.refusal}`),
    ...(isCertificate(config.smtpCa) ? [] : [fail('SALLYPORT_SMTP_CA_FILE holds no certificate (PEM)')]),
  ]
}

/** Node would take anything in silence, and each mail would fail. */
function isCertificate(pem: string | undefined): boolean {
  return pem === undefined || certificatesIn(pem).length > 0
}

/** EHLO, STARTTLS and login, as for a mail, but none is sent. */
export async function examineMailServer({ config, smtp }: LookedAt): Promise<readonly Finding[]> {
  if (!smtp.ok || !isCertificate(config.smtpCa)) return []
  const transport = smtpTransport(smtp.value, config.smtpCa === undefined ? {} : { ca: config.smtpCa })
  const fault = await transport.probe()
  transport.close()
  return fault === undefined
    ? [ok('it is encrypted, its certificate holds, and it takes our credentials')]
    : [fail(fault, 'Nobody gets a code by email until this is mended.')]
}

const OLD_SECONDS = 300

export async function examineOutbox({ epoch, database, clock }: LookedAt): Promise<readonly Finding[]> {
  const at = clock.now()
  const { mails, oldestMailSeconds } = await readSiteFigures(database, epoch, at)
  const [lost] = await database.read({ as: 'operations' }, (db) =>
    selectRows(
      db,
      sql<{ failed: number; bounced: number; lapsed: number }>`
      select count(*) filter (where state = 'failed') as failed, count(*) filter (where state = 'bounced') as bounced,
        count(*) filter (where state = 'lapsed') as lapsed
      from outbox_mail where created_at > ${at.subtract({ hours: 24 })}::timestamptz`,
    ),
  )
  const waiting = `${mails.claimed + mails.due + mails.later} mails wait, the oldest for ${Math.round(oldestMailSeconds)} s`
  const { failed, bounced, lapsed } = lost ?? { failed: 0, bounced: 0, lapsed: 0 }
  const gone = `in the last day ${failed} were refused, ${bounced} came back and ${lapsed} ran out of time`
  return [
    oldestMailSeconds > OLD_SECONDS
      ? warn(waiting, 'Look at last_answer in outbox_mail, and at the log.')
      : ok(waiting),
    failed + bounced + lapsed > 0
      ? warn(gone, 'Look at last_answer in outbox_mail: a wrong address is for the firm to mend.')
      : ok(gone),
  ]
}
