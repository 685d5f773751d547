-- Cards and card passwords that a registry's files bring in, and initiation of 2FA by a card (adr/0042, adr/0035).

-- SHA-256 of the hash as the registry gave it, whose salt nobody can guess; null for what came another way. By it an import
-- tells a password it has brought before from another one, and one that ended never comes back.
alter table card_password add column imported_as text check (imported_as ~ '^[0-9a-f]{64}$');
create unique index card_password_once on card_password (account_id, imported_as);
grant select (imported_as) on card_password to sallyport_operations;

-- An initiation that was begun from a logon by smartcard names that session, and ends with it (adr/0035).
create or replace function is_attempt(a sign_in_attempt) returns boolean language plpgsql immutable as $$
begin
  return a.journey in ('logon', 'initiation', 'change', 'step-up', 'card')
    and case when a.journey in ('change', 'step-up') then a.session_id is not null
      else a.session_id is null or a.journey = 'initiation' end
    and (a.journey = 'change') = (a.change is not null)
    and a.change in ('password', 'add-app', 'replace-app', 'add-email', 'remove-app', 'remove-email') is not false
    and a.channel in ('email', 'app') is not false
    and a.language in ('en', 'zh-Hant')
    and length(a.browser_digest) = 32
    and length(a.budget_key) = 32
    and a.code_tries <= 5
    and a.expires_at > a.begun_at;
end $$;
