-- Maker and checker. A request is a numbered row: what is asked is written once and never altered; who decided it is
-- added beside it, once a stage. The columns' grants, the checks and the trigger below hold that against the program too.

-- An account with its person, so that "two people" is a matter of persons: one may have two User IDs.
alter table account add unique (id, person_id);

-- A role for a while: cover for a colleague. The role ends by itself then (src/accounts/end-cover.ts).
alter table membership add column ends_at timestamptz check (ends_at > valid_from);
create index membership_ending on membership (ends_at) where valid_to is null and ends_at is not null;

-- When both factors were last proven again in this logon session (src/sessions/rules/step-up.ts).
alter table logon_session add column stepped_up_at timestamptz;

-- What a Client Connect user may do there. It belongs to one membership: who acts for two firms may have it for one.
create table access_right (
  id uuid primary key,
  membership_id uuid not null references membership,
  "right" text not null check ("right" in ('EU_UserMaintenance', 'EU_Events', 'EU_Documents')),
  valid_from timestamptz not null,
  valid_to timestamptz check (valid_to >= valid_from)
);
create unique index access_right_in_force on access_right (membership_id, "right") where valid_to is null;
grant select, insert, update on access_right to sallyport_app;
alter table access_right enable row level security, force row level security;
create policy scope on access_right to sallyport_app
  using ((select sees_estate()) or exists (select from membership where id = membership_id));
create policy reader on access_right for select to sallyport_reader using (true);

create table change_request (
  number bigint generated always as identity primary key,
  -- What is asked.
  kind text not null,
  chain text not null check (chain in ('firm', 'connect', 'operators')),
  restricts boolean not null,
  participant_id uuid references participant,
  maker uuid not null,
  maker_person uuid not null,
  made_at timestamptz not null,
  made_in uuid not null,
  remark text not null check (length(remark) <= 1000),
  input json not null,
  lines json not null,
  more integer not null check (more >= 0),
  -- Whose accounts it changes; null: of many.
  concerns uuid[],
  digest bytea not null check (length(digest) = 32),
  due_at timestamptz not null check (due_at > made_at),
  single_control boolean not null,
  resubmits bigint unique references change_request,
  -- How it went on.
  state text not null check (state in ('pending', 'checked', 'in-force', 'applied', 'rejected', 'confirmed', 'lifted',
    'withdrawn', 'expired', 'void')),
  escalated_at timestamptz,
  checker uuid,
  checker_person uuid,
  checked_at timestamptz,
  check_remark text check (length(check_remark) <= 1000),
  authoriser uuid,
  authoriser_person uuid,
  authorised_at timestamptz,
  authorise_remark text check (length(authorise_remark) <= 1000),
  ended_at timestamptz,
  end_reason text,
  foreign key (maker, maker_person) references account (id, person_id),
  foreign key (checker, checker_person) references account (id, person_id),
  foreign key (authoriser, authoriser_person) references account (id, person_id),
  -- Different people, whatever their User IDs.
  check (checker_person <> maker_person),
  check (authoriser_person <> maker_person),
  check (authoriser_person <> checker_person),
  check (num_nulls(checker, checker_person, checked_at, check_remark) in (0, 4)),
  check (num_nulls(authoriser, authoriser_person, authorised_at, authorise_remark) in (0, 4)),
  check (authoriser is null or (chain = 'connect' and checker is not null)),
  check ((participant_id is null) <= (chain = 'operators')),
  check (single_control <= (chain = 'firm' and state = 'applied' and checker is null)),
  check ((ended_at is null) = (state in ('pending', 'checked', 'in-force'))),
  check (case state
    when 'pending' then checker is null and not restricts
    when 'checked' then chain = 'connect' and checker is not null and authoriser is null and not restricts
    when 'in-force' then checker is null and restricts
    when 'applied' then single_control
      or (not restricts and checker is not null and (authoriser is not null) = (chain = 'connect'))
    when 'confirmed' then restricts and checker is not null
    when 'lifted' then restricts and checker is not null
    when 'rejected' then not restricts and checker is not null
    else not restricts end)
);
create index change_request_firm on change_request (participant_id, number);
create index change_request_open on change_request (due_at) where ended_at is null;
create index change_request_maker on change_request (maker, number);
create index change_request_concerns on change_request using gin (concerns);

-- Who is away, said by himself or by a colleague: no checker is waited for who can't come.
create table absence (
  id uuid primary key,
  account_id uuid not null references account,
  from_at timestamptz not null,
  until_at timestamptz not null check (until_at > from_at),
  declared_by uuid not null references account,
  declared_at timestamptz not null,
  withdrawn_at timestamptz
);
create index absence_account on absence (account_id) where withdrawn_at is null;

-- The same steps as src/changes/rules/request-state.ts has; a decision that was made is never another's.
create function goes_on_as_a_request() returns trigger language plpgsql as $$
begin
  if old.state <> new.state and (old.state, new.state) not in (
    ('pending', 'checked'), ('pending', 'applied'), ('pending', 'rejected'), ('pending', 'withdrawn'),
    ('pending', 'expired'), ('pending', 'void'),
    ('checked', 'applied'), ('checked', 'rejected'), ('checked', 'withdrawn'), ('checked', 'expired'),
    ('checked', 'void'),
    ('in-force', 'confirmed'), ('in-force', 'lifted'))
  then
    raise exception 'a request that is % does not become %', old.state, new.state using errcode = 'check_violation';
  end if;
  if old.ended_at is not null or (old.checker is not null and new.checker_person is distinct from old.checker_person)
    or (old.authoriser is not null) or (old.escalated_at is not null and new.escalated_at <> old.escalated_at)
  then
    raise exception 'what was decided stays as it is' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger goes_on before update on change_request for each row execute function goes_on_as_a_request();

-- One person alone: only where it was granted to the firm, and to him in it.
create function holds_single_control() returns trigger language plpgsql as $$
begin
  if not exists (select from participant p join membership m on m.participant_id = p.id
    where p.id = new.participant_id and p.single_control and m.account_id = new.maker and m.role = 'da-single'
      and m.valid_to is null)
  then
    raise exception 'no single control was granted' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger single_control before insert on change_request for each row when (new.single_control)
  execute function holds_single_control();

-- What is asked is written once; a decision is never written with it.
grant select on change_request to sallyport_app;
grant insert (kind, chain, restricts, participant_id, maker, maker_person, made_at, made_in, remark, input, lines, more,
  concerns, digest, due_at, single_control, resubmits, state, ended_at) on change_request to sallyport_app;
grant update (state, escalated_at, checker, checker_person, checked_at, check_remark, authoriser, authoriser_person,
  authorised_at, authorise_remark, ended_at, end_reason) on change_request to sallyport_app;
alter table change_request enable row level security, force row level security;
create policy scope on change_request to sallyport_app
  using ((select sees_estate()) or participant_id = (select sees_participant()));
create policy reader on change_request for select to sallyport_reader using (true);

grant select, insert on absence to sallyport_app;
grant update (withdrawn_at) on absence to sallyport_app;
alter table absence enable row level security, force row level security;
create policy scope on absence to sallyport_app
  using ((select sees_estate()) or exists (select from membership where membership.account_id = absence.account_id));
create policy reader on absence for select to sallyport_reader using (true);
