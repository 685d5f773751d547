-- Firms of ten thousand people and files of a hundred thousand addresses (adr/0032). Row security asks its question for each
-- row; these functions ask it once, whose firm it is, and then work as the owner, set by set. An operator may stand in for
-- the firm's checker, so they are given the firm, as those of 0020 are.

-- Lines of a file beside the directory at this moment. `administrator` is null, as is the account, for nobody of the firm.
-- `noted`: the line says so already. Each line is looked up by its keys, however many there are of both; the collation is
-- that of the index.
create policy asks on email_upload_row for select to current_user using (asks_for_a_scope());
create function upload_lines(upload uuid, firm uuid, first integer, last integer)
  returns table (line integer, user_id text, address text, account_id uuid, status text, administrator boolean,
    former uuid, before text, noted boolean)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp rows 5000
  begin atomic
    select r.line, r.user_id, r.address, a.id, a.status, a.administrator, e.id, e.address,
      (r.account_id, r.former) is not distinct from (a.id, e.id)
    from email_upload_row r
      left join lateral (
        select his.id, his.status, (select bool_or(m.role <> 'user') from membership m
          where m.account_id = his.id and m.participant_id = firm and m.valid_to is null) as administrator
        from account his where his.user_id = r.user_id collate "default" and his.status <> 'removed' offset 0) as a on a.administrator is not null
      left join registered_email e on e.account_id = a.id and e.valid_to is null
    where r.upload_id = upload and r.participant_id = firm and firm = coalesce(sees_participant(), firm)
      and r.line between first and last;
  end;

-- Lines whose address another user of the firm has, whom the file gives no other.
create function shared_lines(upload uuid, firm uuid, first integer, last integer) returns table (line integer)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  begin atomic
    select distinct r.line
    from email_upload_row r join registered_email e on e.folded = r.folded and e.valid_to is null
      join account o on o.id = e.account_id and o.user_id <> r.user_id
    where r.upload_id = upload and r.participant_id = firm and firm = coalesce(sees_participant(), firm)
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
    where firm = coalesce(sees_participant(), firm) and e.valid_to is null and e.account_id = any(array(
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
      where one.address <> '' and not one.administrator and one.address is distinct from one.before),
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

-- Asked twice a line: written so that PostgreSQL puts it into the statement that asks, instead of running a statement for
-- each id. It is as immutable as ever, but convert_to is declared stable, and then it would not.
create or replace function id_from(seed text, name text) returns uuid language sql stable parallel safe
  return overlay(overlay(left(encode(sha256(convert_to(seed || '/' || name, 'UTF8')), 'hex'), 32)
    placing '8' from 13) placing '8' from 17)::uuid;
