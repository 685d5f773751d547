-- What a person does with his own account. A change is an attempt like a logon: it has tries, codes and a browser of its
-- own, and is bound to the logon session it is made in.

alter table sign_in_attempt
  drop constraint sign_in_attempt_journey_check,
  add constraint sign_in_attempt_journey_check check (journey in ('logon', 'initiation', 'change')),
  add column session_id uuid references logon_session,
  add column change text check (change in
    ('password', 'add-app', 'replace-app', 'add-email', 'remove-app', 'remove-email')),
  add constraint sign_in_attempt_change_in_session
    check ((journey = 'change') = (session_id is not null) and (session_id is null) = (change is null));

alter table one_time_code
  drop constraint one_time_code_purpose_check,
  add constraint one_time_code_purpose_check
    check (purpose in ('registered-email', 'channel-proof', 'logon', 'change'));

-- Shown to its person, who knows where he was.
alter table logon_session
  add column source_network text not null default 'unknown',
  drop constraint logon_session_ended_because_check,
  add constraint logon_session_ended_because_check check (ended_because in
    ('logged-out', 'superseded', 'idle', 'expired', 'revoked', 'ended-elsewhere', 'credentials-changed'));
alter table logon_session alter column source_network drop default;
create index logon_session_account on logon_session (account_id) where ended_at is null;

-- Former passwords are read newest first; those in force by their age, for announcements.
create index credential_history on credential (account_id, kind, valid_from);
create index credential_password_age on credential (valid_from) where kind = 'password' and valid_to is null;

-- Insert-only: the expiry of a password is announced by mail once, by whichever node comes first.
create table password_expiry_notice (
  credential_id uuid primary key references credential,
  expires_at timestamptz not null,
  announced_at timestamptz not null
);
grant select, insert on password_expiry_notice to sallyport_app;
