import { toParameter } from '../db/parsers.ts'
import { withClient } from '../db/with-client.ts'
import type { Instant } from '../kernel/instant.ts'

/**
 * When the demo clock steps back: logon sessions, attempts, codes, locks and spent steps are cleared, and with them
 * mail that waits (its code is gone, its due time may be days off) or was sent in what is now the future. Accounts and
 * credentials stay as they are. Done as the owner: the program itself can't.
 */
export async function clearFuture(ownerUrl: string, at: Instant): Promise<void> {
  return withClient(ownerUrl, async (client) => {
    await client.query('begin')
    await client.query(
      'truncate emergency_passcode, logon_session, one_time_code, sign_in_attempt, attempt_budget, known_browser, network_failure, raised_alarm, spent_totp_step, mail_pace',
    )
    await client.query("delete from outbox_mail where state = 'queued' or created_at > $1", [toParameter(at)])
    await client.query('delete from password_expiry_notice where announced_at > $1', [toParameter(at)])
    await client.query('delete from told_task where told_at > $1', [toParameter(at)])
    await client.query('delete from notice_mail where written_at > $1', [toParameter(at)])
    await client.query('commit')
  })
}
