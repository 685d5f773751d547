-- What a batch shows to publish reports over HTTP (adr/0053): of the token itself there is a digest alone. A name is of one
-- token at a time, so that an event that names it names one.
create table report_token (
  id uuid primary key,
  name text not null check (name ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
  digest bytea not null unique check (length(digest) = 32),
  made_at timestamptz not null,
  made_by text not null check (made_by <> ''),
  expires_at timestamptz not null check (expires_at > made_at),
  revoked_at timestamptz,
  revoked_by text,
  check (num_nonnulls(revoked_at, revoked_by) in (0, 2))
);
create unique index report_token_named on report_token (name) where revoked_at is null;

grant select, insert, update (revoked_at, revoked_by) on report_token to sallyport_operations;
