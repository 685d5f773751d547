import type { ChangeWorld } from '../changes/kind.ts'
import type { Tx } from '../db/transaction.ts'
import type { AccountId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { type Occasion, writeLetter } from '../mail/letters.ts'
import { queueMail } from '../outbox/queue-mail.ts'
import { sayTimeInZone } from '../programme/rules/say-time.ts'

/** What somebody else changed of his account. */
export type ToldOf =
  | Extract<Occasion, { readonly kind: 'changed-by-firm' }>
  | { readonly kind: 'reset-by-operators' }

/** Tells a user by mail what was changed for him, so that a reset he did not ask for does not pass unseen. */
export async function tellHolder(
  tx: Tx,
  world: ChangeWorld,
  { account, told, at }: { readonly account: AccountId; readonly told: ToldOf; readonly at: Instant },
): Promise<void> {
  const holder = await tx
    .selectFrom('account')
    .innerJoin('person', 'person.id', 'account.person_id')
    .innerJoin('registered_email as email', 'email.account_id', 'account.id')
    .select(['account.user_id', 'person.display_name', 'person.language', 'email.address'])
    .where('account.id', '=', account)
    .where('email.valid_to', 'is', null)
    .executeTakeFirst()
  if (holder === undefined) return
  const { programme } = world
  const [contact] = programme.contacts
  const head = {
    ...{ language: holder.language, displayName: holder.display_name, userId: holder.user_id },
    system: { en: programme.title.en, 'zh-Hant': programme.title['zh-Hant'] },
    at: sayTimeInZone(programme.clock, at),
    origin: null,
    contact: { phone: contact?.telephone ?? '', email: contact?.email ?? '' },
  }
  await queueMail(tx, world.sealer, {
    ...{ id: world.randomness.uuid(), epoch: world.epoch, accountId: account, kind: told.kind },
    ...{ to: holder.address, ...writeLetter(head, told) },
    ...{ at, notAfter: at.add({ hours: 24 }), deliver: true },
  })
}
