-- The register of smartcards (adr/0035): which card is whose, found by issuer, serial and key, never by a name in it. A card
-- belongs to one account for ever: a leaver's is not passed on. Of an account one card is in force.
create table smartcard (
  id uuid primary key,
  account_id uuid not null references account,
  issuer text not null check (issuer ~ '^[0-9a-f]{64}$'),
  serial text not null check (serial ~ '^[0-9a-f]{1,40}$'),
  key text not null check (key ~ '^[0-9a-f]{64}$'),
  subject text not null,
  not_after timestamptz not null,
  valid_from timestamptz not null,
  valid_to timestamptz check (valid_to >= valid_from),
  ended_because text check (ended_because in ('revoked', 'replaced', 'removed')),
  check ((valid_to is null) = (ended_because is null))
);
create unique index smartcard_identity on smartcard (issuer, serial);
create unique index smartcard_key on smartcard (key);
create unique index smartcard_in_force on smartcard (account_id) where valid_to is null;
create index smartcard_of_account on smartcard (account_id, valid_from);

-- The password that goes with an account's card, hashed and sealed: of the old system's, or set here. One is in force.
create table card_password (
  id uuid primary key,
  account_id uuid not null references account,
  sealed bytea not null,
  epoch text not null,
  valid_from timestamptz not null,
  valid_to timestamptz check (valid_to >= valid_from)
);
create unique index card_password_in_force on card_password (account_id) where valid_to is null;
create index card_password_of_account on card_password (account_id, valid_from);

alter table smartcard enable row level security, force row level security;
create policy estate on smartcard to sallyport_sign_in, sallyport_operations using (true);
create policy reader on smartcard for select to sallyport_reader using (true);
create policy firm on smartcard to sallyport_participant
  using (exists (select from account a where a.id = account_id))
  with check (exists (select from account a where a.id = account_id));
grant select, update (valid_to, ended_because) on smartcard to sallyport_sign_in;
grant select, insert, update (valid_to, ended_because) on smartcard to sallyport_operations, sallyport_participant;

alter table card_password enable row level security, force row level security;
create policy estate on card_password to sallyport_sign_in, sallyport_operations using (true);
create policy reader on card_password for select to sallyport_reader using (true);
create policy firm on card_password to sallyport_participant
  using (exists (select from account a where a.id = account_id))
  with check (exists (select from account a where a.id = account_id));
grant select, insert, update (valid_to) on card_password to sallyport_sign_in;
grant select (id, account_id, epoch, valid_from, valid_to), insert, update (valid_to)
  on card_password to sallyport_operations, sallyport_participant;

-- A card that ended ends what it opened: on every node within a second, by the feed (adr/0014).
create function end_sessions_of_card() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  update logon_session set ended_at = greatest(new.valid_to, created_at), ended_because = 'revoked'
    where account_id = new.account_id and acr = 'card' and ended_at is null;
  return new;
end $$;
revoke execute on function end_sessions_of_card from public;
create policy asks on logon_session to current_user using (asks_for_a_scope());
create trigger ends_sessions after update of valid_to on smartcard
  for each row when (old.valid_to is null and new.valid_to is not null) execute function end_sessions_of_card();

-- A budget of its own for who has proven the card; a journey that goes by way of another listener.
create or replace function is_budget(key bytea, lane text, failures integer, pending timestamptz[], verdict text) returns boolean
  language plpgsql immutable as $$
begin
  return length(key) = 32
    and lane in ('logon', 'initiation', 'card')
    and failures >= 0
    and cardinality(pending) <= failures
    and verdict in ('taken', 'locked', 'busy', 'locks');
end $$;

create or replace function is_attempt(a sign_in_attempt) returns boolean language plpgsql immutable as $$
begin
  return a.journey in ('logon', 'initiation', 'change', 'step-up', 'card')
    and (a.journey in ('change', 'step-up')) = (a.session_id is not null)
    and (a.journey = 'change') = (a.change is not null)
    and a.change in ('password', 'add-app', 'replace-app', 'add-email', 'remove-app', 'remove-email') is not false
    and a.channel in ('email', 'app') is not false
    and a.language in ('en', 'zh-Hant')
    and length(a.browser_digest) = 32
    and length(a.budget_key) = 32
    and a.code_tries <= 5
    and a.expires_at > a.begun_at;
end $$;

alter table one_time_code
  drop constraint one_time_code_purpose_check,
  add constraint one_time_code_purpose_check
    check (purpose in ('registered-email', 'channel-proof', 'logon', 'change', 'step-up', 'card'));
