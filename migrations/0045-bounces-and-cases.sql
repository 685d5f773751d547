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
