-- Budgets under attack. `locks` is the verdict of the one statement that set a lock: it alone is told to the holder.

alter table attempt_budget drop constraint attempt_budget_verdict_check;
alter table attempt_budget add check (verdict in ('taken', 'locked', 'busy', 'locks'));

-- A browser that has completed a logon to an account has a small budget there of its own: the holder's reserve. It holds
-- for the password it was earned with, so that a reset, or a change, ends it without anybody having to remember to.
create table known_browser (
  budget_key bytea not null check (length(budget_key) = 32),
  browser_digest bytea not null check (length(browser_digest) = 32),
  password_id uuid not null references credential,
  logged_on_at timestamptz not null,
  failures integer not null default 0 check (failures >= 0),
  pending integer not null default 0 check (pending >= 0 and pending <= failures),
  pending_at timestamptz,
  refusals bigint not null default 0,
  lock_level integer not null default 0,
  locked_until timestamptz,
  verdict text not null default 'taken' check (verdict in ('taken', 'locked', 'busy', 'locks')),
  updated_at timestamptz not null,
  primary key (budget_key, browser_digest)
);
create index known_browser_logged_on on known_browser (logged_on_at);

-- Failed tries by source network, halved every ten minutes as they age. Only failures write here, each into one of eight
-- rows by the account's budget: those of one network then wait for each other less. A success reads, and waits for none.
create table network_failure (
  network text not null,
  shard smallint not null check (shard between 0 and 7),
  level double precision not null check (level >= 0),
  updated_at timestamptz not null,
  primary key (network, shard)
);
create index network_failure_updated on network_failure (updated_at);

-- When an alarm was raised last: of several nodes, and within ten minutes, one raises it.
create table raised_alarm (
  alarm text primary key,
  raised_at timestamptz not null
);

-- Digests of codes say by which key they were made (1 byte), so that the sealing key rotates with codes under way.
alter table one_time_code drop constraint one_time_code_digest_check;
delete from one_time_code;
alter table one_time_code add check (length(digest) = 33);

grant select, insert, update, delete on known_browser, network_failure, raised_alarm to sallyport_app;
