import type { LongWork } from '../db/open-long-work.ts'

/**
 * What the comparison of single records can't see: that a card stands in another one's place, and that what ended, a card or
 * a password, never comes back (adr/0042). In this order.
 */
const STEPS: readonly string[] = [
  // An ended card need not be named any more; an empty cell says nothing of a password.
  `update planned set verdict = 'unchanged'
    where verdict = 'missing' and (kind = 'card' and here[5] <> 'in-force' or kind = 'card-password')`,

  // The registry's own card, and it has given its owner another one since.
  `update planned old set verdict = 'changed', after = old.here[1:4] || array['replaced',
      case when new.filed[4]::timestamptz > old.here[4]::timestamptz then new.filed[4] else old.here[4] end]
    from planned new
    where old.kind = 'card' and old.verdict = 'missing' and old.base = old.here
      and new.kind = 'card' and new.verdict = 'added' and new.filed[5] = 'in-force'
      and split_part(new.key, '/', 1) = split_part(old.key, '/', 1)`,

  // His firm has given him a card here meanwhile.
  `update planned new set verdict = 'conflict', after = null
    from planned other
    where new.kind = 'card' and new.verdict = 'added' and new.filed[5] = 'in-force'
      and other.kind = 'card' and other.after[5] = 'in-force' and other.key <> new.key
      and split_part(new.key, '/', 1) = split_part(other.key, '/', 1)`,

  // It was reset here, and this is not the one that was: the office has drawn the next.
  `update planned set verdict = 'added', after = filed
    where kind = 'card-password' and verdict = 'conflict' and here is null and filed[1] <> base[1]`,

  // One that was in force before, or is older than what was: a stale file, or one that was played again.
  `update planned set verdict = 'conflict', after = here
    where kind = 'card-password' and after is distinct from here and exists (
      select from card_password w join account a on a.id = w.account_id
      where a.user_id = planned.key
        and (w.imported_as = filed[1] or coalesce(w.valid_to, w.valid_from) > filed[2]::timestamptz))`,
]

export async function settleCards(work: Pick<LongWork, 'run'>): Promise<void> {
  for (const step of STEPS) await work.run(step)
}
