import { findHolder } from '../accounts/find-holder.ts'
import { budgetKeyOf } from '../attempts/budget-key.ts'
import { recordEvent } from '../audit/record-event.ts'
import { type ReadDb, reading, type Tx } from '../db/transaction.ts'
import type { AccountId, CredentialId, UserId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { ExpiryRule } from '../passwords/rules/password-expiry.ts'
import { sayTimeInZone } from '../programme/rules/say-time.ts'
import { sendLetter } from '../sign-in/address-letter.ts'
import type { SignInWorld } from '../sign-in/world.ts'
import { passwordStandingOf } from './password-standing.ts'

interface InForce {
  readonly id: CredentialId
  readonly accountId: AccountId
  readonly userId: UserId
  readonly since: Instant
}

const PAGE = 500

/**
 * Announces by mail, once, each password whose announced days have begun. Two nodes may do it at once: the notice is one
 * row, and whoever inserts it sends the letter, in the same transaction. Returns how many were announced.
 */
export async function announceExpiries(world: SignInWorld, at: Instant): Promise<number> {
  const { expiry } = world.passwordProfile
  if (expiry === null) return 0
  let announced = 0
  let after: InForce | null = null
  for (;;) {
    const page: readonly InForce[] = await world.database.read({ as: 'operations' }, (db) =>
      oldEnough(db, expiry, at, after),
    )
    for (const password of page) if (await announce(world, password, at)) announced += 1
    after = page.at(-1) ?? null
    if (after === null) break
  }
  if (announced > 0) world.mailQueued()
  return announced
}

/** Passwords in force that may be near their end and were not announced, oldest first, a page at a time. */
function oldEnough(
  db: ReadDb,
  { days, spreadDays, announcedDays }: ExpiryRule,
  at: Instant,
  after: InForce | null,
): Promise<readonly InForce[]> {
  const youngest = at.subtract({ hours: 24 * (days - spreadDays - announcedDays - 1) })
  return db
    .selectFrom('credential as c')
    .innerJoin('account as a', 'a.id', 'c.account_id')
    .leftJoin('password_expiry_notice as n', 'n.credential_id', 'c.id')
    .select(['c.id', 'a.id as accountId', 'a.user_id as userId', 'c.valid_from as since'])
    .where('c.kind', '=', 'password')
    .where('c.valid_to', 'is', null)
    .where('a.status', '=', 'active')
    .where('n.credential_id', 'is', null)
    .where('c.valid_from', '<=', youngest)
    .$if(after !== null, (rest) =>
      rest.where(({ eb, refTuple, tuple }) =>
        eb(
          refTuple('c.valid_from', 'c.id'),
          '>',
          tuple(after?.since ?? at, after?.id ?? ('' as CredentialId)),
        ),
      ),
    )
    .orderBy('c.valid_from')
    .orderBy('c.id')
    .limit(PAGE)
    .execute()
}

async function announce(world: SignInWorld, password: InForce, at: Instant): Promise<boolean> {
  const standing = passwordStandingOf(world, { accountId: password.accountId, password }, at)
  // One that has expired already announces itself, at the next logon.
  if (standing.is !== 'expiring') return false
  const { expiresAt } = standing
  return world.database.write({ as: 'sign-in' }, async (tx) => {
    if (!(await noteOnce(tx, password.id, expiresAt, at))) return false
    const budget = budgetKeyOf(world.sealer, password.userId)
    const holder = await findHolder(reading(tx), { accountId: password.accountId, budget, at })
    const letter = { holder, door: null, network: null, at, notAfter: at.add({ hours: 72 }), deliver: true }
    const expires = sayTimeInZone(world.programme.clock, expiresAt)
    await sendLetter(tx, world, letter, { kind: 'password-expires', expires })
    await recordEvent(tx, world, {
      kind: 'password.expiry-announced',
      at,
      accountId: password.accountId,
      reference: null,
      facts: { credential: password.id, expiresAt: expiresAt.toString() },
      particulars: {},
    })
    return true
  })
}

/** True for the one caller that announces it. */
async function noteOnce(tx: Tx, id: CredentialId, expiresAt: Instant, at: Instant): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('password_expiry_notice')
    .values({ credential_id: id, expires_at: expiresAt, announced_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}
