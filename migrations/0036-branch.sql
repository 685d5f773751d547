-- A session that is not carried forward runs on a branch: a copy of the data that is thrown away (adr/0039). All that is kept
-- of it lies in the authority: who ordered it, how far it came, what it was like before and after, and its events.

-- What two operators approved to be run once, within a window, by one of them on the host of the site.
create table site_order (
  request bigint primary key references change_request,
  deed text not null check (deed in ('open-branch', 'discard-branch')),
  site text not null check (site in ('primary', 'secondary')),
  programme_id text not null,
  session_id text not null,
  from_at timestamptz not null,
  until_at timestamptz not null check (until_at > from_at),
  spent_at timestamptz check (spent_at >= from_at and spent_at < until_at)
);

create table branch (
  number integer primary key check (number > 0),
  request bigint not null unique references site_order,
  site text not null check (site in ('primary', 'secondary')),
  programme_id text not null,
  session_id text not null,
  until_at timestamptz not null,
  state text not null check (state in ('opening', 'open', 'discarding', 'discarded')),
  -- The last step that is done (src/sites/rules/branch-steps.ts).
  step text not null,
  begun_at timestamptz not null,
  begun_by text not null,
  -- Of the authority: no younger transaction was over when it was ordered, so what its copy lacks is none older.
  since_transaction xid8 not null default pg_snapshot_xmin(pg_current_snapshot()),
  -- Where in the authority's history it was taken.
  position text,
  opened_at timestamptz,
  discard_request bigint unique references site_order,
  discarding_at timestamptz,
  discarding_by text,
  -- Its server was gone before its evidence came home.
  lost boolean not null default false,
  discarded_at timestamptz,
  accounts integer,
  -- Of all accounts: as copied, as thrown away, and of the authority at that time.
  digest_before bytea check (length(digest_before) = 32),
  digest_after bytea check (length(digest_after) = 32),
  digest_home bytea check (length(digest_home) = 32),
  -- What came home.
  events integer,
  digest_events bytea check (length(digest_events) = 32),
  spent_steps integer,
  check (state <> 'open' or (opened_at is not null and digest_before is not null)),
  check ((discard_request is null) = (state in ('opening', 'open'))),
  check ((discarded_at is null) = (state <> 'discarded'))
);
create unique index branch_undiscarded on branch ((true)) where state <> 'discarded';

-- One way only; what was taken before stays as it was taken once the branch is open.
create function goes_on_as_a_branch() returns trigger language plpgsql as $$
begin
  if old.state <> new.state and (old.state, new.state) not in
    (('opening', 'open'), ('opening', 'discarding'), ('open', 'discarding'), ('discarding', 'discarded'))
  then
    raise exception 'a branch that is % does not become %', old.state, new.state using errcode = 'check_violation';
  end if;
  if old.state = 'discarded' or (old.state <> 'opening' and new.digest_before is distinct from old.digest_before) then
    raise exception 'what is known of branch % stays as it is', old.number using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger goes_on before update on branch for each row execute function goes_on_as_a_branch();

-- Of each account before; after, of those alone that differ. Null: there was no such account. The branch itself has those
-- `before` and `after` too; no foreign key, which a million rows would wait for.
create table account_digest (
  branch integer not null,
  taken text not null check (taken in ('before', 'after', 'home')),
  account_id uuid not null,
  credentials bytea check (length(credentials) = 32),
  emails bytea check (length(emails) = 32),
  rights bytea check (length(rights) = 32),
  status bytea check (length(status) = 32),
  primary key (branch, taken, account_id),
  check (num_nonnulls(credentials, emails, rights, status) in (0, 4))
);

-- What differs, and the record that names it: the branch's own, or the authority's. Null: none does; then two operators say why.
create table branch_difference (
  branch integer not null references branch,
  taken text not null check (taken in ('after', 'home')),
  account_id uuid not null,
  facet text not null check (facet in ('credentials', 'emails', 'rights', 'status')),
  named_by uuid,
  explained_by bigint references change_request,
  primary key (branch, taken, account_id, facet)
);
create index branch_difference_unnamed on branch_difference (branch)
  where taken = 'home' and named_by is null and explained_by is null;

-- The branch's events, as records. They lie in a table of their own: whoever derives anything from audit_event (a lock, a last
-- logon, a task) derives nothing from what was only rehearsed.
create table branch_event (
  id uuid primary key,
  branch integer not null references branch,
  at timestamptz not null,
  kind text not null,
  account_id uuid,
  reference text,
  facts jsonb not null
);
create index branch_event_of on branch_event (branch, at);
create index branch_event_reference on branch_event (reference) where reference is not null;
create table branch_personal (
  event_id uuid primary key references branch_event,
  salt bytea not null check (length(salt) = 16),
  particulars jsonb not null
);

-- In a branch alone there is a row: so nobody takes it for the authority, or the authority for it.
create table branch_mark (number integer primary key);
create unique index branch_mark_one on branch_mark ((true));

create function refuse_epoch() returns trigger language plpgsql as $$
begin
  raise exception 'a row of epoch % in % is another database''s', new.epoch, tg_table_name using errcode = 'check_violation';
end $$;

create function tables_of_an_epoch() returns setof text language sql immutable
  return unnest('{sign_in_attempt,one_time_code,logon_session,outbox_mail,audit_event,credential,card_password}'::text[]);

-- Nothing of a branch is ever written into the authority, but the steps its apps' codes were spent on.
do $$
declare its text;
begin
  for its in select tables_of_an_epoch() loop
    execute format('create trigger of_authority before insert on %I for each row
      when (new.epoch like ''secondary/%%'' and new.epoch <> ''secondary/0'') execute function refuse_epoch()', its);
  end loop;
end $$;

-- Makes the copy a branch, once: nothing but its own epoch is written in it, and what could be used once at home can't be
-- used here as well.
create function become_branch(which integer) returns void language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare its text;
begin
  if exists (select from branch_mark where number = which) then
    return;
  end if;
  insert into branch_mark (number) values (which);
  for its in select tables_of_an_epoch() loop
    execute format('drop trigger of_authority on %I', its);
  end loop;
  for its in select tables_of_an_epoch() union all select 'spent_totp_step' loop
    execute format('create trigger of_branch before insert on %I for each row
      when (new.epoch <> %L) execute function refuse_epoch()', its, 'secondary/' || which);
  end loop;
  delete from emergency_passcode where spent_at is null and ended is null;
end $$;
revoke execute on function become_branch from public;

-- What a person gets in by, what he may do, and whether he may at all: what Session 2 must not change (design 3.9). Counters,
-- spent codes and the state of mails are not in it. A line is JSON, which has no line break of its own.
create function account_digests() returns table (account_id uuid, credentials bytea, emails bytea, rights bytea, status bytea)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp set timezone = 'UTC'
  begin atomic
    with said as (
      select c.account_id, 'credentials' as facet, jsonb_build_array('credential', c.id, c.kind,
        encode(sha256(c.sealed), 'hex'), c.epoch, c.valid_from, c.valid_to)::text as line from credential c
      union all
      select p.account_id, 'credentials', jsonb_build_array('card-password', p.id, encode(sha256(p.sealed), 'hex'), p.epoch,
        p.valid_from, p.valid_to)::text from card_password p
      union all
      select s.account_id, 'credentials', jsonb_build_array('card', s.id, s.issuer, s.serial, s.key, s.not_after,
        s.valid_from, s.valid_to, s.ended_because)::text from smartcard s
      union all
      select e.account_id, 'emails', jsonb_build_array(e.id, e.address, e.valid_from, e.valid_to)::text
        from registered_email e
      union all
      select m.account_id, 'rights', jsonb_build_array('role', m.id, m.participant_id, m.role, m.valid_from, m.valid_to,
        m.ends_at)::text from membership m
      union all
      select m.account_id, 'rights', jsonb_build_array('right', r.id, r."right", r.valid_from, r.valid_to)::text
        from access_right r join membership m on m.id = r.membership_id
      union all
      select m.account_id, 'rights', jsonb_build_array('group', i.id, i.user_group_id, i.valid_from, i.valid_to)::text
        from user_group_member i join membership m on m.id = i.membership_id
      union all
      select m.account_id, 'rights', jsonb_build_array('function', f.user_group_id, f.function_id)::text
        from user_group_member i join membership m on m.id = i.membership_id
          join user_group_function f on f.user_group_id = i.user_group_id
        where i.valid_to is null),
    digested as (
      select said.account_id, said.facet, sha256(convert_to(string_agg(line, chr(10) order by line collate "C"), 'UTF8')) as digest
      from said group by said.account_id, said.facet)
    select a.id, coalesce(c.digest, sha256('')), coalesce(e.digest, sha256('')), coalesce(r.digest, sha256('')),
      sha256(convert_to(jsonb_build_array(a.user_id, a.person_id, a.status)::text, 'UTF8'))
    from account a
      left join digested c on c.account_id = a.id and c.facet = 'credentials'
      left join digested e on e.account_id = a.id and e.facet = 'emails'
      left join digested r on r.account_id = a.id and r.facet = 'rights';
  end;
revoke execute on function account_digests from public;
grant execute on function account_digests to sallyport_operations;

-- A firm is granted nothing of a branch.
grant select on branch, branch_mark to sallyport_sign_in, sallyport_operations;
grant select, insert on site_order, account_digest, branch_difference, branch_event, branch_personal to sallyport_operations;
grant insert, update on branch to sallyport_operations;
grant update (spent_at) on site_order to sallyport_operations;
grant update (named_by, explained_by) on branch_difference to sallyport_operations;
grant delete on account_digest, branch_difference, branch_personal to sallyport_operations;
