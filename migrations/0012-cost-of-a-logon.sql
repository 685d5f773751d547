-- What a logon costs the database (adr/0019).

-- The logon before this one is asked for on each page, and sessions are never deleted. Those that live are found by
-- logon_session_live.
drop index logon_session_account;
create index logon_session_account on logon_session (account_id, created_at);

-- Rows that are only ever added, by a statement that has just read, or written, what they point to. Each of these checks
-- locked that row besides, which is a write. What they point to can't go: events never, and from now on neither accounts.
alter table sign_in_attempt drop constraint sign_in_attempt_account_id_fkey;
alter table logon_session drop constraint logon_session_account_id_fkey;
alter table audit_personal drop constraint audit_personal_event_id_fkey;
revoke delete on account, person from sallyport_app;

-- Rows that each logon writes again, in a column that no index holds: there is room for the new version beside the old
-- one, and no index hears of it. Whoever sweeps known browsers reads the table, six times an hour.
alter table attempt_budget set (fillfactor = 70);
alter table sign_in_attempt set (fillfactor = 85);
alter table known_browser set (fillfactor = 70);
drop index known_browser_logged_on;

-- Tries that are pending, each by the time it was taken at, earliest first: one time for all of them kept the dead ones
-- alive (src/attempts/README.md). Whatever is pending as this runs belongs to a program that has ended.
alter table attempt_budget drop column pending, drop column pending_at,
  add column pending timestamptz[] not null default '{}';
alter table known_browser drop column pending, drop column pending_at,
  add column pending timestamptz[] not null default '{}';

-- What a row may be, as one question a table. Each CHECK is read and started anew by every statement that writes a row,
-- whatever it writes; five cost as much as the rest of the statement, and a logon writes twelve rows.
-- A restored dump asks them without a search path: they call nothing of ours.
create function is_budget(key bytea, lane text, failures integer, pending timestamptz[], verdict text) returns boolean
  language plpgsql immutable as $$
begin
  return length(key) = 32
    and lane in ('logon', 'initiation')
    and failures >= 0
    and cardinality(pending) <= failures
    and verdict in ('taken', 'locked', 'busy', 'locks');
end $$;

create function is_reserve(key bytea, browser bytea, failures integer, pending timestamptz[], verdict text) returns boolean
  language plpgsql immutable as $$
begin
  return length(key) = 32
    and length(browser) = 32
    and failures >= 0
    and cardinality(pending) <= failures
    and verdict in ('taken', 'locked', 'busy', 'locks');
end $$;

create function is_attempt(a sign_in_attempt) returns boolean language plpgsql immutable as $$
begin
  return a.journey in ('logon', 'initiation', 'change')
    and (a.journey = 'change') = (a.session_id is not null)
    and (a.session_id is null) = (a.change is null)
    and a.change in ('password', 'add-app', 'replace-app', 'add-email', 'remove-app', 'remove-email') is not false
    and a.channel in ('email', 'app') is not false
    and a.language in ('en', 'zh-Hant')
    and length(a.browser_digest) = 32
    and length(a.budget_key) = 32
    and a.code_tries <= 5
    and a.expires_at > a.begun_at;
end $$;

create function is_logon_session(s logon_session) returns boolean language plpgsql immutable as $$
begin
  return length(s.token_digest) = 32
    -- No logon session without both factors (spec 10, faults): a password or a card, and a one-time passcode.
    and cardinality(s.amr) >= 2
    and s.created_at >= s.entered_at
    and s.expires_at > s.created_at
    and (s.decision_holds_until > s.created_at) is not false
    and (s.ended_at is null) = (s.ended_because is null)
    and s.ended_because in ('logged-out', 'superseded', 'idle', 'expired', 'revoked', 'ended-elsewhere',
      'credentials-changed') is not false;
end $$;

do $$
declare old record;
begin
  for old in select conrelid::regclass as of, conname as name from pg_constraint where contype = 'c'
    and conrelid in ('attempt_budget'::regclass, 'known_browser'::regclass, 'sign_in_attempt'::regclass, 'logon_session'::regclass)
  loop
    execute format('alter table %s drop constraint %I', old.of, old.name);
  end loop;
end $$;
alter table attempt_budget add check (is_budget(key, lane, failures, pending, verdict));
alter table known_browser add check (is_reserve(budget_key, browser_digest, failures, pending, verdict));
alter table sign_in_attempt add check (is_attempt(sign_in_attempt));
alter table logon_session add check (is_logon_session(logon_session));
