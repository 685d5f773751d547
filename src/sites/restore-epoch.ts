import { sql } from 'kysely'
import type { AuditWorld } from '../audit/record-event.ts'
import type { Followed } from '../db/find-authority.ts'
import { openInTerm } from '../db/open-in-term.ts'
import type { Tx } from '../db/transaction.ts'
import type { Epoch, Reference, SiteId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Result } from '../kernel/result.ts'
import { acceptedSteps } from '../one-time-codes/rules/totp-steps.ts'
import { moveAuthority } from './move-authority.ts'
import type { WitnessHeard } from './record-statement.ts'
import { nextEpoch } from './rules/next-epoch.ts'
import type { SignedStatement } from './sign-statement.ts'

interface Restoring {
  readonly site: SiteId
  readonly statement: SignedStatement
  readonly witness: WitnessHeard
}

/**
 * A backup holds what was true then: passcodes not yet spent, sessions not yet ended. In a new epoch no session, attempt, code or
 * mail of it counts (adr/0010), and in a new term no node that knew the database before writes to it. Of apps every step that
 * may have been used since is taken for used.
 */
export async function restoreEpoch(
  restored: Followed,
  { site, statement, witness }: Restoring,
  world: Pick<AuditWorld, 'randomness'>,
  at: Instant,
): Promise<Result<Reference, 'moved-meanwhile'>> {
  const { authority: known } = restored
  const database = openInTerm(restored, {
    poolSize: 1,
    applicationName: 'sallyport site',
    patience: 'report',
  })
  const move = {
    ...{ known, statement },
    to: { site, mode: 'standalone', epoch: nextEpoch(known.epoch) },
    because: { kind: 'site.restored', facts: { formerEpoch: known.epoch, witness } },
    beside: (tx: Tx) => spendWhatMayHaveBeenUsed(tx, known.epoch, at),
  } as const
  return moveAuthority(database, world, move, at).finally(() => database.close())
}

/** The steps an app's passcode is taken for now: everybody waits for his next one, at most a minute. */
async function spendWhatMayHaveBeenUsed(tx: Tx, epoch: Epoch, at: Instant): Promise<void> {
  await sql`
    insert into spent_totp_step (credential_id, step, epoch, spent_at)
    select id, step, ${epoch}, ${at}::timestamptz from credential, unnest(${acceptedSteps(at)}::bigint[]) as step
    where kind = 'app' and valid_to is null
    on conflict do nothing`.execute(tx)
}
