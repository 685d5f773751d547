-- Participants, people, their accounts and what they may use. Person, account and membership are three things:
-- one person may hold several accounts, one account may act for several participants (docs: I3.a, F3.12).
-- `valid_to is null` means in force. Rows are closed, never rewritten: "as of the close of 9 June" is a query.

create table participant (
  id uuid primary key,
  code text not null unique check (code ~ '^[A-Z0-9]{2,12}$'),
  name_en text not null,
  name_zh text not null,
  single_control boolean not null,
  created_at timestamptz not null
);

create table person (
  id uuid primary key,
  display_name text not null,
  language text not null check (language in ('en', 'zh-Hant')),
  created_at timestamptz not null
);

create table account (
  id uuid primary key,
  person_id uuid not null references person,
  user_id text not null unique check (user_id ~ '^[A-Z0-9]{6,12}$'),
  status text not null check (status in ('active', 'suspended', 'removed')),
  created_at timestamptz not null
);

create table membership (
  id uuid primary key,
  account_id uuid not null references account,
  participant_id uuid references participant,
  role text not null check (role in (
    'user', 'da-maker', 'da-checker', 'da-single', 'client-connect',
    'operator-maker', 'operator-checker', 'hotline', 'auditor')),
  valid_from timestamptz not null,
  valid_to timestamptz check (valid_to >= valid_from),
  check ((participant_id is null) = (role in ('operator-maker', 'operator-checker', 'hotline', 'auditor')))
);
create unique index membership_in_force on membership (account_id, participant_id, role) nulls not distinct
  where valid_to is null;

create table registered_email (
  id uuid primary key,
  account_id uuid not null references account,
  address text not null check (address ~ '^[^[:space:]@,;<>]+@[^[:space:]@,;<>]+$' and length(address) <= 254),
  valid_from timestamptz not null,
  valid_to timestamptz check (valid_to >= valid_from)
);
create unique index registered_email_in_force on registered_email (account_id) where valid_to is null;

create table user_group (
  id uuid primary key,
  participant_id uuid not null references participant,
  name text not null,
  unique (participant_id, name)
);

create table user_group_function (
  user_group_id uuid not null references user_group,
  function_id text not null,
  primary key (user_group_id, function_id)
);

create table user_group_member (
  id uuid primary key,
  user_group_id uuid not null references user_group,
  membership_id uuid not null references membership,
  valid_from timestamptz not null,
  valid_to timestamptz check (valid_to >= valid_from)
);
create unique index user_group_member_in_force on user_group_member (user_group_id, membership_id)
  where valid_to is null;

create table event_registration (
  id uuid primary key,
  participant_id uuid not null references participant,
  event_id text not null,
  registered_at timestamptz not null,
  unique (participant_id, event_id)
);
