import { planned, type RecordKind } from '../changes/record-kind.ts'

/** A user group of a participant and its accessible functions. Its key is `code/name`. */
export const groupRecord: RecordKind = {
  kind: 'group',
  fields: ['function'],
  here: `
    select p.code || '/' || g.name as key, p.code as participant, array[coalesce(f.ids, '')] as fields, false as initiated
    from user_group g join participant p on p.id = g.participant_id
      left join (select user_group_id, string_agg(function_id, ' ' order by function_id collate "C") as ids
        from user_group_function group by user_group_id) as f on f.user_group_id = g.id
    where g.valid_to is null`,
  apply: [
    `insert into user_group (id, participant_id, name)
      select id_from(seed, 'group/' || key), p.id, substr(key, length(p.code) + 2)
      from ${planned('group')} join participant p on p.code = planned.participant
      where here is null`,
    `delete from user_group_function f using ${planned('group')}, participant p, user_group g
      where p.code = planned.participant and g.participant_id = p.id and key = p.code || '/' || g.name
        and g.valid_to is null and f.user_group_id = g.id and f.function_id <> all (string_to_array(after[1], ' '))`,
    `insert into user_group_function (user_group_id, function_id)
      select g.id, function_id
      from ${planned('group')} join participant p on p.code = planned.participant
        join user_group g on g.participant_id = p.id and key = p.code || '/' || g.name and g.valid_to is null,
        string_to_table(after[1], ' ') as function_id
      where function_id <> ''
      on conflict do nothing`,
  ],
  events: [
    {
      kind: 'group.recorded',
      rows: `select 'group/' || key as name, null::uuid as account_id,
          jsonb_build_object('participant', p.id, 'group', g.id, 'functions', after[1],
            'before', coalesce(here[1], '')) as facts,
          format('{"name":%s}', to_json(g.name)) as particulars
        from ${planned('group')} join participant p on p.code = planned.participant
          join user_group g on g.participant_id = p.id and key = p.code || '/' || g.name and g.valid_to is null`,
    },
  ],
}
