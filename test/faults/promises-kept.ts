import type pg from 'pg'
import { sha256 } from '../../src/kernel/digest.ts'
import type { Told } from './stage.ts'

/**
 * What must hold of the database after any cut, by itself and by what people were told. One sentence for each row that
 * breaks it. Asked by a superuser while nobody else works.
 */
export async function brokenPromises(client: pg.Client, told: Told): Promise<readonly string[]> {
  const broken: string[] = [...told.wrongs, ...twice(told.logons.map(({ proof }) => proof))]
  for (const [sentence, query] of Object.entries(OF_ITSELF)) {
    const { rows } = await client.query(query)
    broken.push(...rows.map((row) => `${sentence}: ${JSON.stringify(row)}`))
  }
  for (const [sentence, query, parameters] of asTold(told)) {
    const { rows } = await client.query(query, [...parameters])
    broken.push(...rows.map((row) => `${sentence}: ${JSON.stringify(row)}`))
  }
  return broken
}

function twice(proofs: readonly string[]): readonly string[] {
  return proofs
    .filter((proof, at) => proofs.indexOf(proof) !== at)
    .map((proof) => `one passcode made two logons: ${proof}`)
}

/** Each selects the rows that break it. `at` of an event is that of its effect: both are written by one transaction. */
const OF_ITSELF: Readonly<Record<string, string>> = {
  'a session without both factors': `
    select id from logon_session where cardinality(amr) < 2`,
  'a session without exactly one event, or an event without a session': `
    select s.id, e.session, count(*)
    from logon_session s full join
      (select facts->>'session' as session from audit_event where kind = 'logon.completed') e on e.session = s.id::text
    group by s.id, e.session having s.id is null or e.session is null or count(*) > 1`,
  'a session whose attempt goes on': `
    select s.id from logon_session s left join sign_in_attempt a on a.id = s.attempt_id where a.ended_at is null`,
  'a session by app without exactly one step spent for it': `
    select s.id, count(t.step) from logon_session s
      join credential c on c.account_id = s.account_id and c.kind = 'app'
      left join spent_totp_step t on t.credential_id = c.id and t.spent_at = s.created_at
    where s.acr = 'pwd+totp' group by s.id having count(t.step) <> 1`,
  'a step spent for nothing, or for two things': `
    select t.credential_id, t.step, count(effect.*) from spent_totp_step t
      left join credential c on c.id = t.credential_id
      left join (
        select account_id, null as credential, created_at as at from logon_session where acr = 'pwd+totp'
        union all
        select account_id, facts->>'credential', at from audit_event
        where kind in ('initiation.completed', 'initiation.channel-added') and facts->>'channel' = 'app'
      ) effect on effect.account_id = c.account_id and effect.at = t.spent_at
    where not exists (select from membership m where m.account_id = c.account_id and m.role like 'operator-%')
    group by t.credential_id, t.step having count(effect.*) <> 1`,
  'a session by email without exactly one code spent for it': `
    select s.id, count(o.id) from logon_session s
      left join one_time_code o on o.attempt_id = s.attempt_id and o.purpose = 'logon' and o.spent_at = s.created_at
    where s.acr = 'pwd+email' group by s.id having count(o.id) <> 1`,
  'a code spent for nothing, or for two things': `
    select o.id, o.purpose, count(effect.*) from one_time_code o
      left join (
        select attempt_id::text as attempt, 'logon' as purpose from logon_session
        union all
        select facts->>'attempt', case kind when 'initiation.code-accepted' then 'registered-email' else 'channel-proof' end
        from audit_event where kind in ('initiation.code-accepted', 'initiation.completed')
      ) effect on effect.attempt = o.attempt_id::text and effect.purpose = o.purpose
    where o.spent_at is not null group by o.id, o.purpose having count(effect.*) <> 1`,
  'an initiation by halves': `
    select e.account_id, array_agg(c.kind) from audit_event e
      left join credential c on c.account_id = e.account_id and c.valid_from = e.at and c.valid_to is null
    where e.kind = 'initiation.completed' group by e.id, e.account_id
    having count(*) <> 2 or not bool_or(c.kind = 'password') or not bool_or(c.id::text = e.facts->>'credential')`,
  'a password without a channel, or a channel without a password': `
    select account_id, array_agg(kind) from credential where valid_to is null group by account_id
    having bool_or(kind = 'password') <> bool_or(kind <> 'password')`,
  'an event without its particulars': `
    select id from audit_event e where not exists (select from audit_personal p where p.event_id = e.id)`,
  'an account locked, though nobody failed ten times': `
    select failures, pending, locked_until from attempt_budget where locked_until is not null`,
}

function asTold(told: Told): readonly (readonly [sentence: string, query: string, readonly unknown[]])[] {
  const { logons, initiations, logOuts, references } = told
  const users = 'join account a on a.user_id = told.user_id'
  return [
    [
      'told to be logged on, and there is no such session',
      `select told.user_id from unnest($1::bytea[], $2::text[]) told (token, user_id) ${users}
       where not exists (select from logon_session s where s.token_digest = told.token and s.account_id = a.id)`,
      [logons.map(({ token }) => sha256(token)), logons.map(({ userId }) => userId)],
    ],
    [
      'told to be logged out, and the session or its event says otherwise',
      `select s.id from unnest($1::bytea[]) told (token) left join logon_session s on s.token_digest = told.token
         left join audit_event e on e.kind = 'session.ended' and e.facts->>'session' = s.id::text
       where s.ended_because is distinct from 'logged-out' or e.id is null`,
      [logOuts.map((token) => sha256(token))],
    ],
    [
      'told that 2FA is set up, and it is not',
      `select told.user_id from unnest($1::text[], $2::text[]) told (user_id, channel) ${users}
       where (select count(*) from credential c where c.account_id = a.id and c.valid_to is null
         and c.kind in ('password', told.channel)) <> 2`,
      [initiations.map(({ userId }) => userId), initiations.map(({ channel }) => channel)],
    ],
    [
      'given a reference that nobody can look up',
      `select told.reference from unnest($1::text[]) told (reference)
       where not exists (select from audit_event e where e.reference = told.reference)`,
      [[...references]],
    ],
  ]
}
