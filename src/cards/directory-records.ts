import { planned, type RecordKind } from '../changes/record-kind.ts'

/** A moment as a cell of the files has it. */
const asCell = (moment: string) =>
  `rtrim(rtrim(to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.') || 'Z'`

const CARD = `c.issuer = split_part(planned.key, '/', 2) and c.serial = split_part(planned.key, '/', 3)`

/**
 * A smartcard, also one that ended: it is nobody else's for ever. Its key is `user ID/issuer/serial`. All but how it ended
 * is the card itself, and stays; no file brings a card back that ended (adr/0042).
 */
export const cardRecord: RecordKind = {
  kind: 'card',
  fields: ['key', 'subject', 'not_after', 'from', 'state', 'until'],
  here: `
    select a.user_id || '/' || c.issuer || '/' || c.serial as key, '' as participant,
      array[c.key, c.subject, ${asCell('c.not_after')}, ${asCell('c.valid_from')}, coalesce(c.ended_because, 'in-force'),
        coalesce(${asCell('c.valid_to')}, '')] as fields, false as initiated
    from smartcard c join account a on a.id = c.account_id where a.status <> 'removed'`,
  apply: [
    `update smartcard c set valid_to = after[6]::timestamptz, ended_because = after[5]
      from ${planned('card')} where ${CARD} and c.valid_to is null and after[5] <> 'in-force'`,
    `insert into smartcard (id, account_id, issuer, serial, key, subject, not_after, valid_from, ended_because, valid_to)
      select id_from(seed, 'card/' || planned.key), a.id, split_part(planned.key, '/', 2), split_part(planned.key, '/', 3),
        after[1], after[2], after[3]::timestamptz, after[4]::timestamptz, nullif(after[5], 'in-force'),
        nullif(after[6], '')::timestamptz
      from ${planned('card')} join account a on a.user_id = split_part(planned.key, '/', 1)
      where here is null and after is not null`,
  ],
  events: [
    {
      kind: 'card.assigned',
      rows: cardEvents(
        'here is null and after is not null',
        `jsonb_build_object('card', c.id, 'state', after[5])`,
      ),
    },
    {
      kind: 'card.revoked',
      rows: cardEvents(`here[5] = 'in-force' and after[5] = 'revoked'`, `jsonb_build_object('card', c.id)`),
    },
    {
      kind: 'card.ended',
      rows: cardEvents(
        `here[5] = 'in-force' and after[5] in ('replaced', 'removed')`,
        `jsonb_build_object('card', c.id, 'state', after[5])`,
      ),
    },
  ],
}

function cardEvents(which: string, facts: string): string {
  return `select 'card/' || planned.key as name, c.account_id, ${facts} as facts,
      format('{"issuer":%s,"serial":%s,"subject":%s}', to_json(c.issuer), to_json(c.serial), to_json(c.subject))
        as particulars
    from ${planned('card')} join smartcard c on ${CARD}
    where ${which}`
}

/**
 * The password that goes with an account's card, known by the digest of its hash; `own` where no file brought it. The sealed
 * hashes lie in `sealed_password` (seal-filed.ts) by the time it is written.
 */
export const cardPasswordRecord: RecordKind = {
  kind: 'card-password',
  fields: ['card_password', 'password_from'],
  here: `
    select a.user_id as key, '' as participant,
      array[coalesce(w.imported_as, 'own'), ${asCell('w.valid_from')}] as fields, false as initiated
    from card_password w join account a on a.id = w.account_id where w.valid_to is null and a.status <> 'removed'`,
  apply: [
    `update card_password w set valid_to = after[2]::timestamptz
      from ${planned('card-password')} join account a on a.user_id = key
      where w.account_id = a.id and w.valid_to is null and after is not null`,
    `insert into card_password (id, account_id, sealed, epoch, valid_from, imported_as)
      select s.id, s.account_id, s.sealed, s.epoch, after[2]::timestamptz, after[1]
      from ${planned('card-password')} join sealed_password s using (key) where after is not null`,
  ],
  events: [
    {
      kind: 'card-password.set',
      rows: `select 'card-password/' || key as name, a.id as account_id, jsonb_build_object() as facts,
          '{}' as particulars
        from ${planned('card-password')} join account a on a.user_id = key where after is not null`,
    },
  ],
}
