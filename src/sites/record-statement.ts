import { type AuditEvent, type AuditWorld, recordEvent } from '../audit/record-event.ts'
import type { Tx } from '../db/transaction.ts'
import type { Reference } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { SignedStatement } from './sign-statement.ts'

/** Thrown, so that the deed it was signed for is rolled back with it. */
export class PasscodeUsed extends Error {
  override readonly name = 'PasscodeUsed'
}

/** What a witness said before the deed: `none`, there is none; `overruled`: two operators went on without its word. */
export type WitnessHeard = 'yes' | 'none' | 'overruled'

/** In the transaction of the deed: both passcodes are spent, once and for good, and who said what stands in the evidence. */
export async function recordStatement(
  tx: Tx,
  world: AuditWorld,
  { text, maker, checker }: SignedStatement,
  done: Pick<AuditEvent, 'kind' | 'facts'> & { readonly at: Instant; readonly reference: Reference },
): Promise<void> {
  const spent = await tx
    .insertInto('spent_totp_step')
    .values(
      [maker, checker].map(({ credentialId, step }) => ({
        ...{ credential_id: credentialId, step, epoch: world.epoch, spent_at: done.at },
      })),
    )
    .onConflict((taken) => taken.doNothing())
    .executeTakeFirst()
  if (spent.numInsertedOrUpdatedRows !== 2n)
    throw new PasscodeUsed('a passcode was used before: wait for the next one')
  await recordEvent(tx, world, {
    ...{ kind: done.kind, at: done.at, reference: done.reference, accountId: maker.accountId },
    facts: { ...done.facts, maker: maker.accountId, checker: checker.accountId },
    particulars: { statement: text, maker: maker.userId, checker: checker.userId },
  })
}
