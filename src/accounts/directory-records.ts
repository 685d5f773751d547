import { planned, type RecordKind } from '../changes/record-kind.ts'

/** The registry's key of a person. Who was opened here has none: then the User ID he had first stands for him. */
const PERSON_KEY = `coalesce(p.registry_key,
  (select user_id from account o where o.person_id = p.id order by o.created_at, user_id collate "C" limit 1))`

/** A human being. */
export const personRecord: RecordKind = {
  kind: 'person',
  fields: ['display_name', 'language'],
  here: `
    select ${PERSON_KEY} as key, '' as participant, array[display_name, language] as fields, false as initiated
    from person p where exists (select from account a where a.person_id = p.id and a.status <> 'removed')`,
  apply: [
    `insert into person (id, registry_key, display_name, language, created_at)
      select id_from(seed, 'person/' || key), key, after[1], after[2], at
      from ${planned('person')} where here is null`,
    `update person p set display_name = after[1], language = after[2]
      from ${planned('person')} where here is not null and key = ${PERSON_KEY}`,
  ],
  events: [
    {
      kind: 'person.amended',
      rows: `select 'person/' || key || '/' || a.user_id as name, a.id as account_id,
          jsonb_build_object('language', after[2]) as facts,
          format('{"displayName":%s}', to_json(after[1])) as particulars
        from ${planned('person')} join person p on key = ${PERSON_KEY} join account a on a.person_id = p.id
        where here is not null`,
    },
  ],
}

/** A User ID. Its email is the condition for initiation; once that is done, no import changes it. */
export const accountRecord: RecordKind = {
  kind: 'account',
  fields: ['person', 'status', 'registered_email'],
  here: `
    select a.user_id as key, '' as participant, array[${PERSON_KEY}, a.status, coalesce(e.address, '')] as fields,
      a.id in (select account_id from credential where valid_to is null) as initiated
    from account a join person p on p.id = a.person_id
      left join registered_email e on e.account_id = a.id and e.valid_to is null
    where a.status <> 'removed'`,
  apply: [
    `insert into account (id, person_id, user_id, status, created_at)
      select id_from(seed, 'account/' || key), p.id, key, after[2], at
      from ${planned('account')} join person p on ${PERSON_KEY} = after[1] where here is null`,
    `update account a set status = after[2] from ${planned('account')}
      where here is not null and user_id = key and status <> 'removed' and after[2] <> status`,
    `update logon_session s set ended_at = at, ended_because = 'revoked'
      from ${planned('account')} join account a on a.user_id = key
      where s.account_id = a.id and s.ended_at is null and after[2] = 'suspended'`,
    `update registered_email e set valid_to = at from ${planned('account')} join account a on a.user_id = key
      where e.account_id = a.id and e.valid_to is null and e.address <> after[3]`,
    `insert into registered_email (id, account_id, address, valid_from)
      select id_from(seed, 'email/' || key), a.id, after[3], at
      from ${planned('account')} join account a on a.user_id = key
      where after[3] <> '' and after[3] is distinct from here[3]`,
  ],
  events: [
    {
      kind: 'account.suspended',
      rows: `select 'account/' || key as name, a.id as account_id, jsonb_build_object() as facts,
          '{"remark":"by the import of a directory"}' as particulars
        from ${planned('account')} join account a on a.user_id = key
        where after[2] = 'suspended' and after[2] is distinct from here[2]`,
    },
    {
      kind: 'account.reinstated',
      rows: `select 'account/' || key as name, a.id as account_id, jsonb_build_object() as facts, '{}' as particulars
        from ${planned('account')} join account a on a.user_id = key
        where after[2] = 'active' and here[2] = 'suspended'`,
    },
    {
      kind: 'email.registered',
      rows: `select 'account/' || key as name, a.id as account_id, jsonb_build_object() as facts,
          format('{"address":%s}', to_json(after[3])) as particulars
        from ${planned('account')} join account a on a.user_id = key
        where after[3] <> '' and after[3] is distinct from here[3]`,
    },
    {
      kind: 'email.withdrawn',
      rows: `select 'account/' || key as name, a.id as account_id, jsonb_build_object() as facts, '{}' as particulars
        from ${planned('account')} join account a on a.user_id = key where after[3] = '' and here[3] <> ''`,
    },
  ],
}

const USER_ID = `split_part(key, '/', 1)`
const ROLE = `split_part(key, '/', 3)`
const MEMBERSHIP = `${planned('membership')} join account a on a.user_id = ${USER_ID}
  left join participant p on p.code = planned.participant`
const IN_FORCE = `m.account_id = a.id and m.participant_id is not distinct from p.id and m.role = ${ROLE}
  and m.valid_to is null`

/** The role of a User ID for a participant, or for the clearing house. Its key is `user ID/code/role`. */
export const membershipRecord: RecordKind = {
  kind: 'membership',
  fields: ['groups', 'access_rights'],
  here: `
    select a.user_id || '/' || coalesce(p.code, '') || '/' || m.role as key, coalesce(p.code, '') as participant,
      array[coalesce(g.names, ''), coalesce(r.names, '')] as fields, false as initiated
    from membership m join account a on a.id = m.account_id left join participant p on p.id = m.participant_id
      left join (select membership_id, string_agg(name, ';' order by name collate "C") as names
        from user_group_member i join user_group g on g.id = i.user_group_id where i.valid_to is null
        group by membership_id) as g on g.membership_id = m.id
      left join (select membership_id, string_agg("right", ';' order by "right" collate "C") as names
        from access_right where valid_to is null group by membership_id) as r on r.membership_id = m.id
    where m.valid_to is null and a.status <> 'removed'`,
  apply: [
    `insert into membership (id, account_id, participant_id, role, valid_from)
      select id_from(seed, 'membership/' || key), a.id, p.id, ${ROLE}, at
      from ${MEMBERSHIP} where here is null and after is not null`,
    `update user_group_member i set valid_to = at
      from ${MEMBERSHIP} join membership m on ${IN_FORCE}, user_group g
      where i.membership_id = m.id and g.id = i.user_group_id and i.valid_to is null
        and (after is null or g.name <> all (string_to_array(after[1], ';')))`,
    `update access_right r set valid_to = at from ${MEMBERSHIP} join membership m on ${IN_FORCE}
      where r.membership_id = m.id and r.valid_to is null
        and (after is null or r."right" <> all (string_to_array(after[2], ';')))`,
    `update membership m set valid_to = at from ${MEMBERSHIP} where after is null and ${IN_FORCE}`,
    `insert into user_group_member (id, user_group_id, membership_id, valid_from)
      select id_from(seed, 'member/' || key || '/' || g.id), g.id, m.id, at
      from ${MEMBERSHIP} join membership m on ${IN_FORCE}
        join user_group g on g.participant_id = p.id and g.valid_to is null
          and g.name = any (string_to_array(after[1], ';'))
      where not exists (select from user_group_member i
        where i.membership_id = m.id and i.user_group_id = g.id and i.valid_to is null)`,
    `insert into access_right (id, membership_id, "right", valid_from)
      select id_from(seed, 'right/' || key || '/' || granted), m.id, granted, at
      from ${MEMBERSHIP} join membership m on ${IN_FORCE}, string_to_table(after[2], ';') as granted
      where granted <> '' and not exists (select from access_right r
        where r.membership_id = m.id and r."right" = granted and r.valid_to is null)`,
  ],
  events: [
    {
      // An account begins with its first membership; others are granted to it.
      kind: 'account.opened',
      rows: `select distinct on (a.id) key as name, a.id as account_id,
          jsonb_build_object('role', ${ROLE}, 'participant', p.id) as facts,
          format('{"displayName":%s,"userId":%s}', to_json(display_name), to_json(user_id)) as particulars
        from ${MEMBERSHIP} join person h on h.id = a.person_id
        where a.id = id_from(seed, 'account/' || user_id)
        order by a.id, key`,
    },
    {
      kind: 'membership.granted',
      rows: `select name, account_id, facts, '{}' as particulars from (
          select key as name, a.id as account_id, jsonb_build_object('role', ${ROLE}, 'participant', p.id) as facts,
            a.id = id_from(seed, 'account/' || user_id)
              and row_number() over (partition by a.id order by key) = 1 as with_account
          from ${MEMBERSHIP} where here is null) as granted
        where not with_account`,
    },
    {
      kind: 'membership.regrouped',
      rows: `select key as name, a.id as account_id, jsonb_build_object('role', ${ROLE}, 'participant', p.id) as facts,
          format('{"before":%s,"groups":%s}', to_json(here[1]), to_json(after[1])) as particulars
        from ${MEMBERSHIP} where here is not null and after is not null and here[1] is distinct from after[1]`,
    },
    {
      kind: 'access-rights.amended',
      rows: `select key as name, a.id as account_id, jsonb_build_object('participant', p.id, 'rights', after[2],
            'before', coalesce(here[2], '')) as facts, '{}' as particulars
        from ${MEMBERSHIP} where after is not null and coalesce(here[2], '') <> after[2]`,
    },
    {
      kind: 'membership.ended',
      rows: `select key as name, a.id as account_id, jsonb_build_object('role', ${ROLE}, 'participant', p.id) as facts,
          '{}' as particulars
        from ${MEMBERSHIP} where after is null`,
    },
  ],
}
