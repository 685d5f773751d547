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
