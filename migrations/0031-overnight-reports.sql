-- Overnight reports: what was published for a participant's business day, and where its bytes lie (adr/0034). Published
-- again under the same name, a report gets a revision of its own: a download that began with the former ends with it.
create table overnight_report (
  id uuid primary key,
  participant_id uuid not null references participant,
  business_day date not null,
  name text not null check (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$'),
  revision integer not null check (revision >= 1),
  size bigint not null check (size > 0),
  sha256 bytea not null check (length(sha256) = 32),
  published_at timestamptz not null,
  published_by text not null check (published_by <> ''),
  superseded_at timestamptz check (superseded_at >= published_at),
  -- When its bytes were taken out of the store; the row stays as the record of what was published.
  removed_at timestamptz check (removed_at >= published_at),
  unique (participant_id, business_day, name, revision)
);
create unique index overnight_report_current on overnight_report (participant_id, business_day, name)
  where superseded_at is null;
create index overnight_report_kept on overnight_report (published_at) where removed_at is null;

grant select, insert, update (superseded_at, removed_at) on overnight_report to sallyport_operations;
grant select on overnight_report to sallyport_participant;

alter table overnight_report enable row level security, force row level security;
create policy estate on overnight_report to sallyport_operations using (true);
create policy reader on overnight_report for select to sallyport_reader using (true);
create policy firm on overnight_report for select to sallyport_participant
  using (participant_id = (select sees_participant()));
