-- A step-up: somebody logged on proves once more, by a passcode, that it is still he who sits there, before what is hard to
-- take back. It is an attempt like a change of one's own account, bound to the logon session it is made in, and what it
-- proves stands in that session alone (logon_session.stepped_up_at, migration 0014).

create or replace function is_attempt(a sign_in_attempt) returns boolean language plpgsql immutable as $$
begin
  return a.journey in ('logon', 'initiation', 'change', 'step-up')
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
    check (purpose in ('registered-email', 'channel-proof', 'logon', 'change', 'step-up'));
