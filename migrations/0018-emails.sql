-- Registered emails of a whole firm: files uploaded and judged, letters to many, and a lane of their own for these.

-- Nobody waits for a bulk mail: it has workers of its own, so that ten thousand of them delay no passcode.
alter table outbox_mail add column bulk boolean not null default false;
drop index outbox_mail_due;
create index outbox_mail_due on outbox_mail (bulk, due_at) where state = 'queued';

-- A file as it came: `receiving` while its bytes arrive, `received` until it has been looked at, then `checked`; `cut`
-- where the upload broke off. `progress` rows have been done of the work under way; `beat_at` is when it last moved.
create table email_upload (
  id uuid primary key,
  participant_id uuid not null references participant,
  account_id uuid not null references account,
  file_name text not null,
  received_at timestamptz not null,
  state text not null check (state in ('receiving', 'received', 'checked', 'cut')),
  sha256 bytea check (length(sha256) = 32),
  rows integer not null default 0 check (rows >= 0),
  progress integer not null default 0 check (progress >= 0),
  counts jsonb,
  claimed_until timestamptz,
  beat_at timestamptz not null,
  unique (id, participant_id),
  check ((sha256 is not null) = (state in ('received', 'checked'))),
  check ((counts is not null) = (state = 'checked'))
);
create index email_upload_participant on email_upload (participant_id, received_at);
create index email_upload_waiting on email_upload (received_at) where state = 'received';

-- One line of a file. `before` and `warnings` are what the last look at the directory found; `account_id` and `former`,
-- whose line it was and which registration it replaced, are written as it is put in force.
create table email_upload_row (
  upload_id uuid not null,
  participant_id uuid not null,
  line integer not null,
  user_id text collate "C" not null,
  address text collate "C" not null,
  folded text collate "C" generated always as (lower(address)) stored,
  before text collate "C",
  changes boolean not null default false,
  warnings text[] not null default '{}',
  account_id uuid,
  former uuid,
  primary key (upload_id, line),
  foreign key (upload_id, participant_id) references email_upload (id, participant_id) on delete cascade
);
create index email_upload_row_user on email_upload_row (upload_id, user_id);
create index email_upload_row_folded on email_upload_row (upload_id, folded);

-- What is wrong in a line, by its code; the words are in src/texts. `found` says by which look.
create table email_upload_fault (
  upload_id uuid not null,
  participant_id uuid not null,
  line integer not null,
  col integer not null,
  found text not null check (found in ('reading', 'checking')),
  code text not null,
  detail text not null,
  primary key (upload_id, line, col, code),
  foreign key (upload_id, participant_id) references email_upload (id, participant_id) on delete cascade
);

-- A letter that is still to be written to an address: a test, or word to a former one that it was replaced. Whoever
-- takes the row writes the letter, in one transaction: each goes into the outbox once.
create table address_letter (
  registered_email_id uuid not null references registered_email,
  kind text not null check (kind in ('address-test', 'address-replaced')),
  participant_id uuid not null references participant,
  epoch text not null,
  since timestamptz not null,
  primary key (registered_email_id, kind)
);
create index address_letter_waiting on address_letter (epoch, since);

-- A table that grew by a hundred thousand rows in a second is planned for as if it had none, until it is analyzed: that
-- is its owner's right, lent for this table alone.
create function analyze_uploads() returns void language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  execute 'analyze email_upload_row';
end $$;

-- An address in small letters, to find who shares it. A column of its own: behind row security PostgreSQL compares columns
-- by an index, and the result of lower(), which it does not know to be leakproof, only row by row.
alter table registered_email add column folded text collate "C" generated always as (lower(address)) stored;
create index registered_email_folded on registered_email (folded) where valid_to is null;

grant select, insert, update, delete on email_upload, email_upload_row, email_upload_fault, address_letter
  to sallyport_operations;
grant select, insert, update on email_upload to sallyport_participant;
grant select, insert, update (before, changes, warnings, account_id, former) on email_upload_row to sallyport_participant;
grant select, insert, delete on email_upload_fault to sallyport_participant;
grant select, insert on address_letter to sallyport_participant;

alter table email_upload enable row level security, force row level security;
create policy estate on email_upload to sallyport_operations using (true);
create policy reader on email_upload for select to sallyport_reader using (true);
create policy firm on email_upload to sallyport_participant using (participant_id = (select sees_participant()))
  with check (participant_id = (select sees_participant()) and exists (select from account a where a.id = account_id));

alter table email_upload_row enable row level security, force row level security;
create policy estate on email_upload_row to sallyport_operations using (true);
create policy reader on email_upload_row for select to sallyport_reader using (true);
create policy firm on email_upload_row to sallyport_participant using (participant_id = (select sees_participant()));

alter table email_upload_fault enable row level security, force row level security;
create policy estate on email_upload_fault to sallyport_operations using (true);
create policy reader on email_upload_fault for select to sallyport_reader using (true);
create policy firm on email_upload_fault to sallyport_participant using (participant_id = (select sees_participant()));

alter table address_letter enable row level security, force row level security;
create policy estate on address_letter to sallyport_operations using (true);
create policy reader on address_letter for select to sallyport_reader using (true);
create policy firm on address_letter to sallyport_participant using (participant_id = (select sees_participant()))
  with check (participant_id = (select sees_participant())
    and exists (select from registered_email e where e.id = registered_email_id));

-- A firm's people with the address mail goes to and whether it arrives, ten thousand at once: as firm_person (0017) it asks
-- as the owner what row security would ask for each row. Word to a former address says nothing of the one in force.
create policy asks on outbox_mail for select to current_user using (asks_for_a_scope());
create policy asks on address_letter for select to current_user using (asks_for_a_scope());
create view firm_address with (security_barrier) as
  select a.id, a.user_id, p.display_name, a.status, held.roles, e.address, e.valid_from as since,
    e.id is not null and count(*) over (partition by e.folded) > 1 as shared,
    coalesce(mail.sent_at, mail.created_at) as mail_at, mail.last_answer as answer,
    case when e.id is null then 'none'
      when mail.state = 'queued' or exists (select from address_letter l
        where l.registered_email_id = e.id and l.kind = 'address-test') then 'waiting'
      when mail.state = 'failed' then 'refused'
      else coalesce(mail.state, 'untested') end as state
  from (
      select account_id, array_agg(role order by role) as roles from membership
      where participant_id = (select sees_participant()) and valid_to is null group by account_id) as held
    join account a on a.id = held.account_id and a.status <> 'removed' join person p on p.id = a.person_id
    left join registered_email e on e.account_id = a.id and e.valid_to is null
    left join lateral (
      select o.state, o.sent_at, o.created_at, o.last_answer from outbox_mail o
      where o.account_id = a.id and o.created_at >= e.valid_from and o.kind <> 'address-replaced'
      order by o.created_at desc limit 1) as mail on true;
grant select on firm_address to sallyport_participant;
