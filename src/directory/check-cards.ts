import type { Check } from './check.ts'

/** A line's fault, in a file that names no participant. */
const fault = (field: string | null, reason: string, line = 'line') =>
  `'cards.csv' as file, ${line} as line, ${field === null ? 'null' : `'${field}'`} as field, ${reason} as reason,
    '' as participant`

const twice = (key: string, field: string, what: string, which = 'true'): Check => `
  select ${fault(field, `format('${what}, as in line %s', first)`)}
  from (select line, min(line) over (partition by ${key}) as first from row_cards where ${which}) as row
  where line > first`

/** Before anything is compared. */
export const CARD_CHECKS: readonly Check[] = [
  twice('issuer, serial', 'serial', 'the same card'),
  twice('key', 'key', 'the same key: one of two cards is not what it seems'),
  twice('user_id', 'state', 'another card in force of the same User ID', `state = 'in-force'`),
  `select ${fault('user_id', `format('%s is in no line of people.csv, nor known here', user_id)`)}
  from row_cards where not exists (select from row_people p where p.user_id = row_cards.user_id)
    and not exists (select from account a where a.user_id = row_cards.user_id)`,
  `select ${fault('user_id', `format('%s was removed here; its cards ended with it', user_id)`)}
  from row_cards join account a using (user_id) where a.status = 'removed' and state = 'in-force'`,
]

const takenBy = (join: string, other: string): Check => `
  select ${fault('serial', `format('this card is %s here, and nobody else has it ever', a.user_id)`)}
  from planned p join smartcard c on ${join} join account a on a.id = c.account_id
  where p.kind = 'card' and p.filed is not null and ${other}`

/** After the comparison. */
export const CARD_PLAN_CHECKS: readonly Check[] = [
  takenBy(
    `c.issuer = split_part(p.key, '/', 2) and c.serial = split_part(p.key, '/', 3)`,
    `(a.user_id <> split_part(p.key, '/', 1) or c.key <> p.filed[1])`,
  ),
  takenBy(
    'c.key = p.filed[1]',
    `(c.issuer <> split_part(p.key, '/', 2) or c.serial <> split_part(p.key, '/', 3))`,
  ),
  `select ${fault('user_id', `format('%s has no role: nobody left has a card', split_part(key, '/', 1))`)}
  from planned where kind = 'card' and after[5] = 'in-force' and here is null and split_part(key, '/', 1) not in (
    select split_part(key, '/', 1) from planned where kind = 'membership' and after is not null)`,
]
