-- What waits for whom is stored nowhere: it is read from the tables it follows from (adr/0028). Stored is of which task
-- somebody has been told by mail, as long as the task is there, and when the last such mail to him was written.
create table told_task (
  account_id uuid not null references account,
  task text not null,
  told_at timestamptz not null,
  primary key (account_id, task)
);
create table notice_mail (
  account_id uuid primary key references account,
  written_at timestamptz not null
);
grant select, insert, update, delete on told_task, notice_mail to sallyport_operations;

create index membership_acting on membership (participant_id, account_id) where role <> 'user' and valid_to is null;
create index change_request_ended on change_request (ended_at) where ended_at is not null;
create index outbox_mail_refused on outbox_mail (account_id, created_at) where state in ('failed', 'lapsed');
create index audit_event_lock on audit_event (at) where facts ->> 'lockedUntil' is not null;
