import { planned, type RecordKind } from '../changes/record-kind.ts'

/** A participant, its single control and the networks its people may come from. Its key is its code. */
export const participantRecord: RecordKind = {
  kind: 'participant',
  fields: ['name_en', 'name_zh', 'single_control', 'source_networks'],
  here: `
    select code as key, code as participant, array[name_en, name_zh,
        case when single_control then 'yes' else 'no' end,
        coalesce(n.networks, '')] as fields,
      false as initiated
    from participant p left join (
        select participant_id, string_agg(network::text, ' ' order by network::text collate "C") as networks
        from participant_network where valid_to is null group by participant_id) as n on n.participant_id = p.id`,
  apply: [
    `insert into participant (id, code, name_en, name_zh, single_control, created_at)
      select id_from(seed, 'participant/' || key), key, after[1], after[2], after[3] = 'yes', at
      from ${planned('participant')} where here is null`,
    `update participant set name_en = after[1], name_zh = after[2], single_control = after[3] = 'yes'
      from ${planned('participant')} where code = key and here is not null`,
    `update participant_network n set valid_to = at
      from ${planned('participant')} join participant p on p.code = key
      where n.participant_id = p.id and n.valid_to is null
        and n.network::text <> all (string_to_array(after[4], ' '))`,
    `insert into participant_network (id, participant_id, network, valid_from)
      select id_from(seed, 'network/' || key || '/' || network), p.id, network::cidr, at
      from ${planned('participant')} join participant p on p.code = key,
        string_to_table(after[4], ' ') as network
      where network <> '' and not exists (select from participant_network n
        where n.participant_id = p.id and n.network = network::cidr and n.valid_to is null)`,
  ],
  events: [
    {
      kind: 'participant.admitted',
      rows: `select 'participant/' || key as name, null::uuid as account_id,
          jsonb_build_object('participant', p.id, 'code', key, 'singleControl', p.single_control) as facts,
          format('{"nameEn":%s,"nameZh":%s}', to_json(after[1]), to_json(after[2])) as particulars
        from ${planned('participant')} join participant p on p.code = key where here is null`,
    },
    {
      kind: 'participant.amended',
      rows: `select 'participant/' || key as name, null::uuid as account_id,
          jsonb_build_object('participant', p.id, 'code', key, 'singleControl', p.single_control,
            'networks', after[4]) as facts,
          format('{"nameEn":%s,"nameZh":%s}', to_json(after[1]), to_json(after[2])) as particulars
        from ${planned('participant')} join participant p on p.code = key where here is not null`,
    },
  ],
}

/** Whom the clearing house calls back at a firm, on record with it. Its key is `code/name`. */
export const contactRecord: RecordKind = {
  kind: 'contact',
  fields: ['office', 'telephone', 'email'],
  here: `
    select p.code || '/' || c.name as key, p.code as participant, array[office, telephone, email] as fields,
      false as initiated
    from participant_contact c join participant p on p.id = c.participant_id where c.valid_to is null`,
  apply: [
    `update participant_contact c set valid_to = at
      from ${planned('contact')} join participant p on p.code = planned.participant
      where c.participant_id = p.id and key = p.code || '/' || c.name and c.valid_to is null`,
    `insert into participant_contact (id, participant_id, name, office, telephone, email, valid_from)
      select id_from(seed, 'contact/' || key), p.id, substr(key, length(p.code) + 2), after[1], after[2], after[3], at
      from ${planned('contact')} join participant p on p.code = planned.participant where after is not null`,
  ],
  events: [
    {
      kind: 'contact.recorded',
      rows: `select 'contact/' || key as name, null::uuid as account_id,
          jsonb_build_object('participant', p.id) as facts,
          format('{"email":%s,"name":%s,"office":%s,"telephone":%s}', to_json(after[3]),
            to_json(substr(key, length(p.code) + 2)), to_json(after[1]), to_json(after[2])) as particulars
        from ${planned('contact')} join participant p on p.code = planned.participant where after is not null`,
    },
    {
      kind: 'contact.withdrawn',
      rows: `select 'contact/' || key as name, null::uuid as account_id,
          jsonb_build_object('participant', p.id) as facts,
          format('{"name":%s}', to_json(substr(key, length(p.code) + 2))) as particulars
        from ${planned('contact')} join participant p on p.code = planned.participant where after is null`,
    },
  ],
}
