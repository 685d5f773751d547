-- What is still walked row by row where a firm is large (adr/0032), and need not be.

-- Lines of a file beside the directory: each table is gone through once for all of them, in the order of its index, and what
-- was found is put together in memory. Four times as many pages were read by looking each line up (0026).
create or replace function upload_lines(upload uuid, firm uuid, first integer, last integer)
  returns table (line integer, user_id text, address text, account_id uuid, status text, administrator boolean,
    elsewhere boolean, former uuid, before text, noted boolean)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  set enable_nestloop = off set enable_hashjoin = on rows 5000
  begin atomic
    with r as materialized (
      select * from email_upload_row one where one.upload_id = upload and one.participant_id = firm and acts_for(firm)
        and one.line between first and last),
    his as materialized (
      select a.id, a.user_id, a.status from account a
      where a.user_id = any(array(select r.user_id collate "default" from r)) and a.status <> 'removed'),
    held as materialized (
      select m.account_id, bool_or(m.role <> 'user') filter (where m.participant_id = firm) as administrator,
        bool_or(m.participant_id is distinct from firm) as elsewhere
      from membership m where m.account_id = any(array(select his.id from his)) and m.valid_to is null
      group by m.account_id having bool_or(m.participant_id = firm)),
    e as materialized (
      select * from registered_email one
      where one.account_id = any(array(select held.account_id from held)) and one.valid_to is null)
    select r.line, r.user_id, r.address, a.id, a.status, a.administrator, a.elsewhere, e.id, e.address,
      (r.account_id, r.former) is not distinct from (a.id, e.id)
    from r left join (select * from his join held on held.account_id = his.id) as a
        on a.user_id = r.user_id collate "default"
      left join e on e.account_id = a.id;
  end;

-- Lines come by thousands, all of one file: whose it is is asked once a statement instead of once a line. The file is held
-- meanwhile, so that it can't go; where it goes, its lines go with it.
alter table email_upload_row drop constraint email_upload_row_upload_id_participant_id_fkey;
create function lines_have_their_file() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  perform from email_upload u where u.id in (select added.upload_id from added) for key share;
  if exists (select from (select distinct upload_id, participant_id from added) as each
      where not exists (select from email_upload u where u.id = each.upload_id and u.participant_id = each.participant_id)) then
    raise foreign_key_violation using message = 'a line belongs to no file of the firm';
  end if;
  return null;
end $$;
create trigger has_its_file after insert on email_upload_row referencing new table as added
  for each statement execute function lines_have_their_file();
create function lines_go_with_their_file() returns trigger language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  delete from email_upload_row r using gone where r.upload_id = gone.id;
  return null;
end $$;
create trigger takes_its_lines after delete on email_upload referencing old table as gone
  for each statement execute function lines_go_with_their_file();

-- What a firm's figures are counted from: no name, and no address, is read. They answer for the firm of the transaction, and
-- for nobody without one, as `firm_people` (0026).
create function firm_standing() returns table (user_id text, status text, roles text[], email boolean, kinds text[],
    functions text[])
  language sql stable security definer set search_path = pg_catalog, public, pg_temp set enable_nestloop = off rows 10000
  begin atomic
    with seat as materialized (
      select m.id, m.account_id, m.role from membership m where m.participant_id = sees_participant() and m.valid_to is null),
    held as materialized (select seat.account_id, array_agg(seat.role order by seat.role) as roles from seat group by 1),
    his as materialized (select array(select held.account_id from held) as ids),
    a as materialized (select account.id, account.user_id, account.status from account
      where account.id = any((select his.ids from his)::uuid[])),
    e as materialized (select r.account_id from registered_email r
      where r.account_id = any((select his.ids from his)::uuid[]) and r.valid_to is null),
    c as materialized (select r.account_id, array_agg(r.kind order by r.kind) as kinds from credential r
      where r.account_id = any((select his.ids from his)::uuid[]) and r.valid_to is null group by r.account_id),
    g as materialized (select i.membership_id, i.user_group_id from user_group_member i
      where i.membership_id = any(array(select seat.id from seat)) and i.valid_to is null),
    f as materialized (select * from user_group_function r where r.user_group_id = any(array(select g.user_group_id from g))),
    used as materialized (select seat.account_id, array_agg(distinct f.function_id) as functions
      from seat join g on g.membership_id = seat.id join f on f.user_group_id = g.user_group_id group by 1)
    select a.user_id, a.status, held.roles, e.account_id is not null, coalesce(c.kinds, '{}'), coalesce(used.functions, '{}')
    from held join a on a.id = held.account_id and a.status <> 'removed' left join e on e.account_id = a.id
      left join c on c.account_id = a.id left join used on used.account_id = a.id;
  end;

-- Where mail to a firm's people goes, and whether it arrives (0026), without their names; the list adds those. Letters and
-- mail are found for all addresses at once. Word to a former address says nothing of the one in force.
alter policy asks on outbox_mail using ((select asks_for_a_scope()));
alter policy asks on address_letter using ((select asks_for_a_scope()));
create function firm_mail() returns table (id uuid, person_id uuid, user_id text, status text, roles text[], address text,
    since timestamptz, shared boolean, mail_at timestamptz, answer text, state text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp set enable_nestloop = off rows 10000
  begin atomic
    with held as materialized (
      select m.account_id, array_agg(m.role order by m.role) as roles
      from membership m where m.participant_id = sees_participant() and m.valid_to is null group by m.account_id),
    his as materialized (select array(select held.account_id from held) as ids),
    a as materialized (select * from account
      where account.id = any((select his.ids from his)::uuid[]) and account.status <> 'removed'),
    e as materialized (select * from registered_email r
      where r.account_id = any((select his.ids from his)::uuid[]) and r.valid_to is null),
    waits as materialized (select l.registered_email_id from address_letter l
      where l.registered_email_id = any(array(select e.id from e)) and l.kind = 'address-test'),
    mail as materialized (
      select distinct on (o.account_id) o.account_id, o.state, o.sent_at, o.created_at, o.last_answer from outbox_mail o
      where o.account_id = any((select his.ids from his)::uuid[]) and o.kind <> 'address-replaced'
      order by o.account_id, o.created_at desc)
    select a.id, a.person_id, a.user_id, a.status, held.roles, e.address, e.valid_from,
      e.id is not null and count(*) over (partition by e.folded) > 1, coalesce(mail.sent_at, mail.created_at), mail.last_answer,
      case when e.id is null then 'none' when mail.state = 'queued' or waits.registered_email_id is not null then 'waiting'
        when mail.state = 'failed' then 'refused' else coalesce(mail.state, 'untested') end
    from held join a on a.id = held.account_id left join e on e.account_id = a.id
      left join waits on waits.registered_email_id = e.id
      left join mail on mail.account_id = e.account_id and mail.created_at >= e.valid_from;
  end;

create or replace function firm_addresses() returns table (id uuid, user_id text, display_name text, status text,
    roles text[], address text, since timestamptz, shared boolean, mail_at timestamptz, answer text, state text)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp set enable_nestloop = off rows 10000
  begin atomic
    with m as materialized (select * from firm_mail()),
    p as materialized (select person.id, person.display_name from person
      where person.id = any(array(select m.person_id from m)))
    select m.id, m.user_id, p.display_name, m.status, m.roles, m.address, m.since, m.shared, m.mail_at, m.answer, m.state
    from m join p on p.id = m.person_id;
  end;

drop function firm_functions();
revoke execute on function firm_standing, firm_mail from public;
grant execute on function firm_standing, firm_mail to sallyport_participant;
