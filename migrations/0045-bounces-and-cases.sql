-- needs: 0041-extended-session.sql
-- What goes is a narrower check and two indexes: a program that knows that step writes none of the new states and asks by no index.

-- Mail that was taken may come back later (adr/0050), and leaves at a pace for each domain it goes to. The domain is an HMAC:
-- like the content it must not tell a reader of the table whom a mail is for.
alter table outbox_mail drop constraint outbox_mail_state_check,
  add constraint outbox_mail_state_check check (state in ('queued', 'sent', 'failed', 'lapsed', 'bounced')),
  add column bounced_at timestamptz,
  add column domain bytea not null default '';
drop index outbox_mail_due;
create index outbox_mail_due on outbox_mail (epoch, bulk, domain, due_at) where state = 'queued';
drop index outbox_mail_refused;
create index outbox_mail_refused on outbox_mail (account_id, created_at) where state in ('failed', 'lapsed', 'bounced');
grant select (bounced_at) on outbox_mail to sallyport_participant;

-- How far ahead of its pace each domain is, lane by lane.
create table mail_pace (
  epoch text not null,
  domain bytea not null,
  bulk boolean not null,
  free_at timestamptz not null,
  primary key (epoch, domain, bulk)
);
grant select, insert, update, delete on mail_pace to sallyport_operations;

-- A call to the hotline: who was called back at which recorded contact, what it is about, and whose it is now. A case changes
-- nothing; it says who has to. A firm sees those that are its own to see to.
create table hotline_case (
  number integer generated always as identity primary key,
  participant_id uuid not null references participant,
  account_id uuid references account,
  contact_id uuid not null references participant_contact,
  caller text not null,
  matter text not null,
  reference text,
  route text not null check (route in ('firm', 'operators')),
  opened_by uuid not null references account,
  opened_at timestamptz not null,
  closed_by uuid references account,
  closed_at timestamptz,
  outcome text,
  check (num_nonnulls(closed_by, closed_at, outcome) in (0, 3))
);
create index hotline_case_open on hotline_case (route, participant_id) where closed_at is null;
alter table hotline_case enable row level security, force row level security;
create policy estate on hotline_case to sallyport_operations using (true);
create policy reader on hotline_case for select to sallyport_reader using (true);
create policy firm on hotline_case to sallyport_participant
  using (participant_id = (select sees_participant()) and route = 'firm');
grant select, insert (participant_id, account_id, contact_id, caller, matter, reference, route, opened_by, opened_at),
  update (route, closed_by, closed_at, outcome) on hotline_case to sallyport_operations;
grant select, update (closed_by, closed_at, outcome) on hotline_case to sallyport_participant;
