-- Mail waits here, sealed: it may hold a code. A worker takes rows of its own epoch only.

create table outbox_mail (
  id uuid primary key,
  epoch text not null,
  account_id uuid references account,
  kind text not null,
  sealed bytea not null,
  state text not null check (state in ('queued', 'sent', 'failed', 'lapsed')),
  created_at timestamptz not null,
  due_at timestamptz not null,
  not_after timestamptz not null,
  tries integer not null default 0,
  claimed_until timestamptz,
  sent_at timestamptz,
  last_answer text
);
create index outbox_mail_due on outbox_mail (due_at) where state = 'queued';
create index outbox_mail_account on outbox_mail (account_id, created_at);

-- Append-only. `transaction_id` lets one sequencer number rows below pg_snapshot_xmin later, without a global
-- sequence in the logon transaction. `facts` holds ids and salted digests; what is personal sits beside it, erasable.
create table audit_event (
  id uuid primary key,
  transaction_id xid8 not null default pg_current_xact_id(),
  at timestamptz not null,
  epoch text not null,
  kind text not null,
  account_id uuid,
  reference text,
  facts jsonb not null
);
create index audit_event_reference on audit_event (reference) where reference is not null;
create index audit_event_account on audit_event (account_id, at);
create index audit_event_transaction on audit_event (transaction_id);

create table audit_personal (
  event_id uuid primary key references audit_event,
  salt bytea not null check (length(salt) = 16),
  particulars jsonb not null
);
