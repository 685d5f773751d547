import { endCover } from './accounts/end-cover.ts'
import { pruneBudgets } from './attempts/prune-budgets.ts'
import { raiseAlarm } from './attempts/raise-alarm.ts'
import { escalateRequests } from './changes/escalate-requests.ts'
import { expireRequests } from './changes/expire-requests.ts'
import type { RequestWorld } from './changes/world.ts'
import type { Database } from './db/transaction.ts'
import { pruneUploads } from './emails/prune-uploads.ts'
import type { Clock } from './kernel/clock.ts'
import type { Instant } from './kernel/instant.ts'
import { mailNotices } from './notices/mail-notices.ts'
import { pruneReports } from './overnight-reports/prune-reports.ts'
import type { ReportStore } from './overnight-reports/report-store.ts'
import { announceExpiries } from './own-account/announce-expiry.ts'
import { pruneAttempts } from './sign-in/prune-attempts.ts'
import type { SignInWorld } from './sign-in/world.ts'

const SWEEP_MILLISECONDS = 10 * 60 * 1000
const LOOK_MILLISECONDS = 60 * 1000
/** More wait for the next turn, so that none is long. */
const NOTICES_AT_ONCE = 500

const KEEP_REPORTS_DAYS = 365

export interface Housekeeping {
  stop(): void
}

/**
 * What no request does: sweeping up after strangers, looking whether they come in floods, announcing passwords that will
 * expire, ending what is due, telling people what waits for them. Two nodes may do it at once: it is the same deletion,
 * and each event and announcement is made by one of them.
 */
export function keepHouse(
  world: SignInWorld & RequestWorld & { readonly reports: ReportStore },
  keepReportsDays: number | undefined,
  onFault: (fault: unknown) => void,
): Housekeeping {
  const { database, clocks } = world
  const now = () => clocks.programme.now()
  const sweepReports = () =>
    pruneReports({
      ...{ database, world, store: world.reports, keepDays: keepReportsDays ?? KEEP_REPORTS_DAYS },
      ...{ at: now(), wire: clocks.wire.now() },
    })
  const turns = [
    setInterval(() => sweep(database, clocks.programme).catch(onFault), SWEEP_MILLISECONDS),
    setInterval(() => sweepReports().catch(onFault), SWEEP_MILLISECONDS),
    setInterval(() => announceExpiries(world, now()).catch(onFault), SWEEP_MILLISECONDS),
    setInterval(() => lookOut(world).catch(onFault), LOOK_MILLISECONDS),
    setInterval(() => endWhatIsDue(world, now()).catch(onFault), LOOK_MILLISECONDS),
    setInterval(() => mailNotices(world, now(), NOTICES_AT_ONCE).catch(onFault), LOOK_MILLISECONDS),
  ]
  return { stop: () => turns.forEach(clearInterval) }
}

/** Deletes what a stranger's tries leave behind, a day after, and files that nobody used. */
export function sweep(database: Database, programme: Clock): Promise<void> {
  const at = programme.now()
  return database.write({ as: 'operations' }, async (tx) => {
    await pruneAttempts(tx, at)
    await pruneBudgets(tx, at)
    await pruneUploads(tx, at)
  })
}

export function lookOut(world: SignInWorld): Promise<void> {
  const { database, clocks } = world
  return database.write({ as: 'operations' }, (tx) => raiseAlarm(tx, world, clocks.programme.now()))
}

/** Roles given for a while, requests that nobody decided on, and those that no checker can come for. */
export async function endWhatIsDue(world: RequestWorld, at: Instant): Promise<void> {
  await world.database.write({ as: 'operations' }, (tx) => endCover(tx, world, at))
  await expireRequests(world, at)
  await escalateRequests(world, at)
}
