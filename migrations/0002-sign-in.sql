-- Factors, budgets, attempts and logon sessions. `epoch` is site + branch: a check takes rows of its own epoch only.

create table credential (
  id uuid primary key,
  account_id uuid not null references account,
  kind text not null check (kind in ('password', 'email', 'app')),
  sealed bytea,
  epoch text not null,
  valid_from timestamptz not null,
  valid_to timestamptz check (valid_to >= valid_from),
  check ((sealed is null) = (kind = 'email'))
);
create unique index credential_in_force on credential (account_id, kind) where valid_to is null;

-- One row per typed User ID and lane, known or not: keyed by HMAC, so that it tells nothing about who exists.
create table attempt_budget (
  key bytea not null check (length(key) = 32),
  lane text not null check (lane in ('logon', 'initiation')),
  failures integer not null default 0 check (failures >= 0),
  pending integer not null default 0 check (pending >= 0 and pending <= failures),
  pending_at timestamptz,
  refusals bigint not null default 0,
  lock_level integer not null default 0,
  locked_until timestamptz,
  verdict text not null check (verdict in ('taken', 'locked', 'busy')),
  window_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (key, lane)
);

create table sign_in_attempt (
  id uuid primary key,
  journey text not null check (journey in ('logon', 'initiation')),
  door text not null,
  epoch text not null,
  browser_digest bytea not null check (length(browser_digest) = 32),
  budget_key bytea not null check (length(budget_key) = 32),
  account_id uuid references account,
  password_id uuid,
  step text not null,
  channel text check (channel in ('email', 'app')),
  draft bytea,
  code_tries integer not null default 0 check (code_tries <= 5),
  source_network text not null,
  language text not null check (language in ('en', 'zh-Hant')),
  begun_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > begun_at),
  ended_at timestamptz
);
create index sign_in_attempt_begun on sign_in_attempt (begun_at);
create index sign_in_attempt_budget on sign_in_attempt (budget_key, begun_at);

create table one_time_code (
  id uuid primary key,
  attempt_id uuid not null references sign_in_attempt on delete cascade,
  purpose text not null check (purpose in ('registered-email', 'channel-proof', 'logon')),
  epoch text not null,
  digest bytea not null check (length(digest) = 32),
  issued_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > issued_at),
  tries integer not null default 0,
  spent_at timestamptz
);
create index one_time_code_attempt on one_time_code (attempt_id);

-- Insert-only. RFC 6238 section 5.2: a time step is accepted once. `credential_id` has no foreign key: the step that
-- proves a new app is spent before its credential exists.
create table spent_totp_step (
  credential_id uuid not null,
  step bigint not null,
  epoch text not null,
  spent_at timestamptz not null,
  primary key (credential_id, step)
);

create table logon_session (
  id uuid primary key,
  token_digest bytea not null unique check (length(token_digest) = 32),
  account_id uuid not null references account,
  door text not null,
  epoch text not null,
  amr text[] not null,
  acr text not null,
  attempt_id uuid not null unique,
  -- When the logon was begun: what began before a door closed may finish after it.
  entered_at timestamptz not null,
  created_at timestamptz not null check (created_at >= entered_at),
  decision_holds_until timestamptz check (decision_holds_until > created_at),
  last_seen_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > created_at),
  ended_at timestamptz,
  ended_because text check (ended_because in
    ('logged-out', 'superseded', 'idle', 'expired', 'revoked')),
  check ((ended_at is null) = (ended_because is null)),
  -- No logon session without both factors (spec 10, faults): a password or a card, and a one-time passcode.
  check (cardinality(amr) >= 2)
);
create unique index logon_session_live on logon_session (account_id, door, epoch) where ended_at is null;
