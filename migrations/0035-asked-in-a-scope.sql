-- The questions that a firm's own rows can't answer (0017, 0020) are answered for the firm of the scope, and for any firm to
-- operators alone. A scope that names no firm was answered for whichever it gave: `coalesce` took it for the estate's.
create function is_asked_of(firm uuid) returns boolean language sql stable
  return current_setting('role') = 'sallyport_operations' or coalesce(firm = sees_participant(), false);

create or replace function account_acts_elsewhere(asked uuid, firm uuid) returns boolean language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
  return is_asked_of(firm) and exists (select from membership where account_id = asked and participant_id = firm)
    and exists (select from membership where account_id = asked and valid_to is null
      and participant_id is distinct from firm);

create or replace function person_acts_elsewhere(asked uuid, firm uuid) returns boolean language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
  return is_asked_of(firm) and exists (select from account a join membership m on m.account_id = a.id
      where a.person_id = asked and m.participant_id = firm)
    and exists (select from account a join membership m on m.account_id = a.id
      where a.person_id = asked and m.valid_to is null and m.participant_id is distinct from firm);

create or replace function lock_keys(firm uuid, asked uuid, now_is timestamptz) returns table (account_id uuid, key bytea)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  begin atomic
    select distinct m.account_id, decode(e.facts ->> 'budget', 'hex')
    from membership m join audit_event e on e.account_id = m.account_id
    where m.participant_id = firm and m.valid_to is null and (select is_asked_of(firm))
      and (asked is null or m.account_id = asked)
      and e.at > now_is - interval '31 minutes' and e.facts ->> 'lockedUntil' is not null;
  end;

revoke execute on function account_acts_elsewhere, person_acts_elsewhere, firm_locks, release_lock from public;
grant execute on function account_acts_elsewhere, person_acts_elsewhere, firm_locks, release_lock
  to sallyport_operations, sallyport_participant;

-- What such functions ask, once a query: asked of each row, the policies let few rows be expected, and what is expected to be
-- few is gone through once for each of ten thousand.
alter policy asks on person using ((select asks_for_a_scope()));
alter policy asks on account using ((select asks_for_a_scope()));
alter policy asks on membership using ((select asks_for_a_scope()));
alter policy asks on registered_email using ((select asks_for_a_scope()));
alter policy asks on credential using ((select asks_for_a_scope()));
alter policy asks on audit_event using ((select asks_for_a_scope()));
alter policy asks_access on participant using ((select asks_for_a_scope()));
alter policy asks_access on user_group using ((select asks_for_a_scope()));
alter policy asks_access on user_group_function using ((select asks_for_a_scope()));
alter policy asks_access on user_group_member using ((select asks_for_a_scope()));
alter policy asks_access on access_right using ((select asks_for_a_scope()));

-- What everybody of a firm may do (0025), or those who are asked for: made set by set, and planned for the firm that is named.
-- `alone`: single control, and nobody there to attest him, whichever of his User IDs it is.
create index access_right_membership on access_right (membership_id);
create index audit_event_logon on audit_event (account_id, at) where kind = 'logon.completed';
drop function access_in_firm(uuid, timestamptz);
create function access_in_firm(firm uuid, now_is timestamptz, asked text[]) returns table (account_id uuid, person_id uuid,
  user_id text, display_name text, roles text[], facts json, digest bytea, last_logon timestamptz, alone boolean)
  language plpgsql stable security definer set search_path = pg_catalog, public, pg_temp set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
begin
  return query
  with seat as materialized (
    select m.id, m.account_id, m.role, m.ends_at from membership m
    where m.participant_id = firm and m.valid_to is null
      and (select is_asked_of(firm))),
  held as (
    select seat.account_id, array_agg(role order by role) as roles, array_agg(role || ' ' || extract(epoch from ends_at)
      order by role) filter (where ends_at is not null) as ends
    from seat group by seat.account_id),
  grouped as (
    select one.account_id, json_agg(one.said order by one.name collate "C") as groups from (
      select distinct on (seat.account_id, g.id) seat.account_id, g.name, g.said
      from seat join user_group_member i on i.membership_id = seat.id and i.valid_to is null join (
        select g.id, g.name, json_build_object('name', g.name, 'functions', array(
          select f.function_id from user_group_function f where f.user_group_id = g.id order by 1)) as said
        from user_group g where g.participant_id = firm offset 0) as g on g.id = i.user_group_id) as one
    group by one.account_id),
  righted as (
    select seat.account_id, array_agg(distinct r."right" order by r."right") as rights
    from seat join access_right r on r.membership_id = seat.id
    where r.valid_from <= now_is and (r.valid_to is null or r.valid_to > now_is)
    group by seat.account_id),
  seen as materialized (
    select a.id, a.person_id, a.user_id, p.display_name, held.roles, json_build_object('status', a.status,
      'roles', held.roles, 'ends', held.ends, 'groups', coalesce(grouped.groups, '[]'),
      'rights', coalesce(righted.rights, '{}')) as facts
    from held join account a on a.id = held.account_id and a.status <> 'removed' and (asked is null or a.user_id = any(asked))
      join person p on p.id = a.person_id
      left join grouped on grouped.account_id = a.id left join righted on righted.account_id = a.id)
  select id, person_id, user_id, display_name, roles, facts, sha256(convert_to(facts::text, 'UTF8')),
    (select max(e.at) from audit_event e where e.account_id = seen.id and e.kind = 'logon.completed'),
    (select single_control from participant where participant.id = firm)
      and person_id in (select o.person_id from seat join account o on o.id = seat.account_id where seat.role = 'da-single')
      and not exists (select from seat join account o on o.id = seat.account_id
        where o.person_id <> seen.person_id and o.status = 'active'
          and seat.role = any('{da-maker,da-checker,da-single}'))
  from seen;
end $$;
revoke execute on function access_in_firm from public;
grant execute on function access_in_firm to sallyport_operations, sallyport_participant;
