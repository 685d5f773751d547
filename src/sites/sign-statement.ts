import type { Database } from '../db/transaction.ts'
import type { Instant } from '../kernel/instant.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { type Signature, type SigningWorld, type Typed, verifySignature } from './verify-signature.ts'

/** What two operators say of the other site, in their own words, and answer for. */
export interface SignedStatement {
  readonly text: string
  readonly maker: Signature
  readonly checker: Signature
}

export interface Signing {
  readonly text: string
  readonly maker: Typed
  readonly checker: Typed
}

const LEAST_LETTERS = 20

/** Changes nothing: what was signed is recorded, and the passcodes are spent, with the deed it is for (record-statement.ts). */
export async function signStatement(
  database: Database,
  world: SigningWorld,
  { text, maker, checker }: Signing,
  at: Instant,
): Promise<Result<SignedStatement, readonly string[]>> {
  const [made, checked] = await database.read({ as: 'sign-in' }, async (db) => [
    await verifySignature(db, world, maker, 'operator-maker', at),
    await verifySignature(db, world, checker, 'operator-checker', at),
  ])
  const faults = [made, checked].flatMap((signed) =>
    signed === undefined || signed.ok ? [] : [signed.refusal],
  )
  if (text.trim().length < LEAST_LETTERS)
    faults.push('the statement says how you know that the other site takes no writes, in a sentence')
  if (made?.ok && checked?.ok && made.value.personId === checked.value.personId)
    faults.push('two people sign, and these are one')
  if (faults.length > 0 || !made?.ok || !checked?.ok) return refused(faults)
  return done({ text: text.trim(), maker: made.value, checker: checked.value })
}
