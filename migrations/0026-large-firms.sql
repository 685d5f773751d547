-- Firms of ten thousand people and files of a hundred thousand addresses (adr/0032). Row security asks its question for each
-- row; these functions ask it once, whose firm it is, and then work as the owner, set by set. An operator may stand in for
-- the firm's checker, so they are given the firm, as those of 0020 are.

-- Its own firm in the scope of one, none without a name; any for operations.
create function acts_for(firm uuid) returns boolean language sql stable
  return firm = sees_participant() or current_setting('role') = 'sallyport_operations';

-- Lines of a file beside the directory at this moment. `administrator` is null, as is the account, for nobody of the firm;
-- `elsewhere`: another firm has him too, and his address is not one firm's to change.
-- `noted`: the line says so already. Each line is looked up by its keys, however many there are of both; the collation is
-- that of the index.
create policy asks on email_upload_row for select to current_user using (asks_for_a_scope());
create function upload_lines(upload uuid, firm uuid, first integer, last integer)
  returns table (line integer, user_id text, address text, account_id uuid, status text, administrator boolean,
    elsewhere boolean, former uuid, before text, noted boolean)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp rows 5000
  begin atomic
    select r.line, r.user_id, r.address, a.id, a.status, a.administrator, a.elsewhere, e.id, e.address,
      (r.account_id, r.former) is not distinct from (a.id, e.id)
    from email_upload_row r
      left join lateral (
        select his.id, his.status, held.administrator, held.elsewhere
        from account his cross join lateral (
          select bool_or(m.role <> 'user') filter (where m.participant_id = firm) as administrator,
            bool_or(m.participant_id is distinct from firm) as elsewhere
          from membership m where m.account_id = his.id and m.valid_to is null) as held
        where his.user_id = r.user_id collate "default" and his.status <> 'removed' and held.administrator is not null
      ) as a on true
      left join registered_email e on e.account_id = a.id and e.valid_to is null
    where r.upload_id = upload and r.participant_id = firm and acts_for(firm)
      and r.line between first and last;
  end;

-- Lines whose address another user of the firm has, whom the file gives no other.
create function shared_lines(upload uuid, firm uuid, first integer, last integer) returns table (line integer)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  begin atomic
    select distinct r.line
    from email_upload_row r join registered_email e on e.folded = r.folded and e.valid_to is null
      join account o on o.id = e.account_id and o.user_id <> r.user_id
    where r.upload_id = upload and r.participant_id = firm and acts_for(firm)
      and r.line between first and last and r.address <> ''
      and exists (select from membership m
        where m.account_id = o.id and m.participant_id = firm and m.valid_to is null)
      and not exists (select from email_upload_row moved
        where moved.upload_id = upload and moved.user_id = o.user_id and moved.address <> '');
  end;

-- Domains of the addresses that a firm's people have.
create function firm_domains(firm uuid) returns table (domain text, addresses bigint)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  begin atomic
    select split_part(e.folded, '@', 2), count(*) from registered_email e
    where acts_for(firm) and e.valid_to is null and e.account_id = any(array(
      select m.account_id from membership m where m.participant_id = firm and m.valid_to is null))
    group by 1;
  end;

-- Puts lines of a file as they stand, and answers which. The ids of the registrations are drawn from the seed.
create policy registers on registered_email for insert to current_user with check ((select asks_for_a_scope()));
create policy closes on registered_email for update to current_user using ((select asks_for_a_scope()));
create policy notes on email_upload_row for update to current_user using ((select asks_for_a_scope()));
create function register_lines(upload uuid, firm uuid, first integer, last integer, seed uuid, now_is timestamptz)
  returns table (line integer, account_id uuid, address text, former uuid)
  language sql volatile security definer set search_path = pg_catalog, public, pg_temp
  set enable_hashjoin = off set enable_mergejoin = off rows 5000
  begin atomic
    with change as materialized (
      select * from upload_lines(upload, firm, first, last) as one
      where one.address <> '' and not one.administrator and not one.elsewhere and one.address is distinct from one.before),
    closed as (
      update registered_email e set valid_to = now_is from change
      where e.id = change.former and e.valid_to is null returning e.id),
    -- One address of an account is in force: the former ones are closed first.
    opened as (
      insert into registered_email (id, account_id, address, valid_from)
      select id_from(seed::text, change.line::text), change.account_id, change.address, now_is from change
      where (select count(*) from closed) >= 0),
    noted as (
      update email_upload_row r set account_id = change.account_id, former = change.former from change
      where not change.noted and r.upload_id = upload and r.line = change.line)
    select change.line, change.account_id, change.address, change.former from change;
  end;

revoke execute on function upload_lines, shared_lines, firm_domains, register_lines from public;
grant execute on function upload_lines, shared_lines, firm_domains, register_lines to sallyport_participant, sallyport_operations;

-- When a file was put in force, and from which line on its letters are still to be spread (src/emails/spread-letters.ts).
alter table email_upload
  add column in_force_at timestamptz,
  add column seed uuid,
  add column letters_from integer,
  add check (num_nulls(in_force_at, seed) in (0, 2)),
  add check (letters_from is null or in_force_at is not null);
create index email_upload_letters on email_upload (in_force_at) where letters_from is not null;

-- What a look writes into a line stays on its page, and no index hears of it; who shares an address within a file is
-- found by sorting it once.
alter table email_upload_row set (fillfactor = 45);
drop index email_upload_row_folded;

-- A firm's people as its lists and counts go through them, whole. Each table is read once, for all of them, by its key; then
-- they are put together in memory, however few a firm was planned for. What was a view (0017, 0018) had each person looked
-- up in each table. They answer for the firm of the transaction, and for nobody without one.
create policy asks on user_group_member for select to current_user using (asks_for_a_scope());
create policy asks on user_group_function for select to current_user using (asks_for_a_scope());

create function firm_people() returns table (id uuid, user_id text, display_name text, language text, roles text[],
    email text, status text, kinds text[])
  language sql stable security definer set search_path = pg_catalog, public, pg_temp set enable_nestloop = off rows 10000
  begin atomic
    with held as materialized (
      select m.account_id, array_agg(m.role order by m.role) filter (where m.valid_to is null) as roles
      from membership m where m.participant_id = sees_participant() group by m.account_id),
    his as materialized (select array(select held.account_id from held where held.roles is not null) as now),
    a as materialized (select * from account where account.id = any(array(select held.account_id from held))),
    p as materialized (select * from person where person.id = any(array(select a.person_id from a))),
    e as materialized (select * from registered_email r
      where r.account_id = any((select his.now from his)::uuid[]) and r.valid_to is null),
    c as materialized (select r.account_id, array_agg(r.kind order by r.kind) as kinds from credential r
      where r.account_id = any((select his.now from his)::uuid[]) and r.valid_to is null group by r.account_id)
    select a.id, a.user_id, p.display_name, p.language, coalesce(held.roles, '{}'), e.address,
      case when held.roles is null then 'removed' else a.status end, coalesce(c.kinds, '{}')
    from held join a on a.id = held.account_id join p on p.id = a.person_id
      left join e on e.account_id = a.id left join c on c.account_id = a.id
    where held.roles is not null or a.status = 'removed';
  end;

create function firm_addresses() returns table (id uuid, user_id text, display_name text, status text, roles text[],
    address text, since timestamptz, shared boolean, mail_at timestamptz, answer text, state text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp set enable_nestloop = off rows 10000
  begin atomic
    with held as materialized (
      select m.account_id, array_agg(m.role order by m.role) as roles
      from membership m where m.participant_id = sees_participant() and m.valid_to is null group by m.account_id),
    a as materialized (select * from account where account.id = any(array(select held.account_id from held))),
    p as materialized (select * from person where person.id = any(array(select a.person_id from a))),
    e as materialized (select * from registered_email r
      where r.account_id = any(array(select held.account_id from held)) and r.valid_to is null),
    -- Word to a former address says nothing of the one in force.
    tested as materialized (
      select e.id, e.account_id, e.address, e.folded, e.valid_from, mail.*, exists (select from address_letter l
          where l.registered_email_id = e.id and l.kind = 'address-test') as waits
      from e left join lateral (
        select o.state, o.sent_at, o.created_at, o.last_answer from outbox_mail o
        where o.account_id = e.account_id and o.created_at >= e.valid_from and o.kind <> 'address-replaced'
        order by o.created_at desc limit 1) as mail on true)
    select a.id, a.user_id, p.display_name, a.status, held.roles, t.address, t.valid_from,
      t.id is not null and count(*) over (partition by t.folded) > 1,
      coalesce(t.sent_at, t.created_at), t.last_answer,
      case when t.id is null then 'none' when t.state = 'queued' or t.waits then 'waiting'
        when t.state = 'failed' then 'refused' else coalesce(t.state, 'untested') end
    from held join a on a.id = held.account_id and a.status <> 'removed' join p on p.id = a.person_id
      left join tested t on t.account_id = a.id;
  end;

-- What each of the firm's people may use, by his user groups in it.
create function firm_functions() returns table (id uuid, functions text[])
  language sql stable security definer set search_path = pg_catalog, public, pg_temp set enable_nestloop = off rows 10000
  begin atomic
    with held as materialized (
      select m.id, m.account_id from membership m where m.participant_id = sees_participant() and m.valid_to is null),
    g as materialized (select * from user_group_member r
      where r.membership_id = any(array(select held.id from held)) and r.valid_to is null),
    f as materialized (select * from user_group_function r where r.user_group_id = any(array(select g.user_group_id from g)))
    select held.account_id, array_agg(distinct f.function_id)
    from held join g on g.membership_id = held.id join f on f.user_group_id = g.user_group_id
    group by held.account_id;
  end;

create or replace view firm_person with (security_barrier) as select * from firm_people();
create or replace view firm_address with (security_barrier) as select * from firm_addresses();
revoke execute on function firm_people, firm_addresses, firm_functions from public;
grant execute on function firm_people, firm_addresses, firm_functions to sallyport_participant;

-- Each minute it is asked who has no email: read side by side with registered_email_in_force.
create index account_active on account (id) where status = 'active';

-- Asked twice a line: written so that PostgreSQL puts it into the statement that asks, instead of running a statement for
-- each id. It is as immutable as ever, but convert_to is declared stable, and then it would not.
create or replace function id_from(seed text, name text) returns uuid language sql stable parallel safe
  return overlay(overlay(left(encode(sha256(convert_to(seed || '/' || name, 'UTF8')), 'hex'), 32)
    placing '8' from 13) placing '8' from 17)::uuid;
