-- What a firm's Delegated Administrators keep and look up: its users and its user groups (adr/0023).

-- A firm's people, without going through everybody's.
create index membership_firm on membership (participant_id, account_id);

-- A group that is removed stays as what its members had; its name is free again.
alter table user_group add column valid_to timestamptz;
alter table user_group drop constraint user_group_participant_id_name_key;
create unique index user_group_in_force on user_group (participant_id, name) where valid_to is null;
revoke delete on user_group from sallyport_participant;
grant update (valid_to) on user_group to sallyport_participant;

-- A firm's people as its lists go through them, ten thousand at once: row security would ask for each row of four tables
-- what this asks once. It shows what they would show, and no column more; whoever is not in a firm's scope sees nobody.
create policy asks on registered_email for select to current_user using (asks_for_a_scope());
create policy asks on credential for select to current_user using (asks_for_a_scope());
create view firm_person with (security_barrier) as
  select a.id, a.user_id, p.display_name, p.language, coalesce(held.roles, '{}') as roles, e.address as email,
    case when held.roles is null then 'removed' else a.status end as status,
    array(select c.kind from credential c
      where c.account_id = a.id and c.valid_to is null and held.roles is not null order by c.kind) as kinds
  from (
      select account_id, array_agg(role order by role) filter (where valid_to is null) as roles
      from membership where participant_id = (select sees_participant()) group by account_id) as held
    join account a on a.id = held.account_id join person p on p.id = a.person_id
    left join registered_email e on e.account_id = a.id and e.valid_to is null and held.roles is not null
  where held.roles is not null or a.status = 'removed';
grant select on firm_person to sallyport_participant;

-- Three questions that a firm's own rows can't answer; each answers yes or no and nothing else. They ask as the owner
-- (0016), for operators too, who decide where no checker can. Whose name, language or status is another firm's too, is not
-- one firm's to change: these say that, not whose.
create function account_acts_elsewhere(asked uuid, firm uuid) returns boolean language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
  return exists (select from membership where account_id = asked and participant_id = firm
      and firm = coalesce(sees_participant(), firm))
    and exists (select from membership where account_id = asked and valid_to is null
      and participant_id is distinct from firm);

create function person_acts_elsewhere(asked uuid, firm uuid) returns boolean language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
  return exists (select from account a join membership m on m.account_id = a.id
      where a.person_id = asked and m.participant_id = firm and firm = coalesce(sees_participant(), firm))
    and exists (select from account a join membership m on m.account_id = a.id
      where a.person_id = asked and m.valid_to is null and m.participant_id is distinct from firm);

-- A User ID is never reused, whoever had it (P13): the one thing about others that whoever names an ID must be told.
create function user_id_is_taken(asked text) returns boolean language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
  return exists (select from account where user_id = asked);

-- The history of its own people, as far as it was for this firm or for none in particular. What is personal stays shut.
alter table audit_event enable row level security, force row level security;
create policy estate on audit_event to sallyport_sign_in, sallyport_operations using (true);
create policy reader on audit_event for select to sallyport_reader using (true);
create policy adds on audit_event for insert to sallyport_participant with check (true);
create policy firm on audit_event for select to sallyport_participant using (
  (exists (select from membership m where m.account_id = audit_event.account_id and m.valid_to is null)
    or exists (select from account a where a.id = account_id and a.status = 'removed'))
  and coalesce(facts ->> 'participant', (select sees_participant())::text) = (select sees_participant())::text);
grant select (id, at, epoch, kind, account_id, facts) on audit_event to sallyport_participant;
