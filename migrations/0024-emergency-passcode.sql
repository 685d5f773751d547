-- A passcode that two people let somebody in by once, when his OTP channel fails him (adr/0030). Its row is made by the
-- approval and lives an hour from it. The passcode is drawn after that, each time its maker asks to be shown one, in place of
-- the one before; what is kept of it is its HMAC.
create table emergency_passcode (
  id uuid primary key,
  request bigint not null references change_request,
  account_id uuid not null references account,
  participant_id uuid not null references participant,
  identified text not null check (identified in ('call-back', 'in-person', 'video')),
  granted_at timestamptz not null,
  expires_at timestamptz not null check (expires_at = granted_at + interval '1 hour'),
  drawn integer not null default 0,
  drawn_at timestamptz check (drawn_at < expires_at),
  digest bytea check (length(digest) = 33),
  spent_at timestamptz check (spent_at < expires_at),
  ended text check (ended in ('replaced', 'expired', 'suspended', 'removed', 'role-ended', 'credentials-changed')),
  check (num_nonnulls(drawn_at, digest) = case drawn when 0 then 0 else 2 end),
  check (spent_at is null or digest is not null),
  check (spent_at is null or ended is null)
);
create unique index emergency_passcode_alive on emergency_passcode (account_id) where spent_at is null and ended is null;
create index emergency_passcode_of_firm on emergency_passcode (participant_id, granted_at);
create index emergency_passcode_of_account on emergency_passcode (account_id, granted_at);
create index emergency_passcode_spent on emergency_passcode (spent_at) where spent_at is not null;

alter table emergency_passcode enable row level security, force row level security;
create policy estate on emergency_passcode to sallyport_sign_in, sallyport_operations using (true);
create policy reader on emergency_passcode for select to sallyport_reader using (true);
create policy firm on emergency_passcode to sallyport_participant
  using (participant_id = (select sees_participant()))
  with check (participant_id = (select sees_participant())
    and exists (select from membership m where m.account_id = emergency_passcode.account_id and m.valid_to is null));
create policy asks on emergency_passcode to current_user using (asks_for_a_scope());

-- Who shows one never reads what was drawn; who logs on spends it and draws none; nobody writes why one ended.
grant select (id, request, account_id, participant_id, identified, granted_at, expires_at, drawn, drawn_at, spent_at, ended),
  insert (id, request, account_id, participant_id, identified, granted_at, expires_at),
  update (drawn, drawn_at, digest)
  on emergency_passcode to sallyport_operations, sallyport_participant;
grant select (id, account_id, participant_id, request, granted_at, expires_at, digest, spent_at, ended), update (spent_at)
  on emergency_passcode to sallyport_sign_in;

-- What it rests on is gone, or another takes its place: it is over, whoever did it and in whichever firm. So no change of
-- an account has to remember it. Until when it could have lived is in its row; when this happened, in that change's event.
create function end_emergency_passcodes() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
declare
  because text;
  whose uuid;
begin
  if tg_table_name = 'account' then
    whose := new.id;
    because := new.status;
  else
    whose := new.account_id;
    because := case tg_table_name when 'credential' then 'credentials-changed' when 'membership' then 'role-ended' end;
  end if;
  if tg_table_name = 'emergency_passcode' then
    update emergency_passcode set ended = case when expires_at <= new.granted_at then 'expired' else 'replaced' end
      where account_id = whose and spent_at is null and ended is null;
  elsif tg_table_name = 'membership' then
    update emergency_passcode set ended = because
      where account_id = whose and participant_id = new.participant_id and spent_at is null and ended is null;
  else
    update emergency_passcode set ended = because
      where account_id = whose and spent_at is null and ended is null;
  end if;
  return new;
end $$;
revoke execute on function end_emergency_passcodes from public;

create trigger another_takes_its_place before insert on emergency_passcode
  for each row execute function end_emergency_passcodes();
create trigger ends_emergency_passcodes after update of status on account
  for each row when (old.status = 'active' and new.status <> 'active') execute function end_emergency_passcodes();
create trigger ends_emergency_passcodes after update of valid_to on credential
  for each row when (old.valid_to is null and new.valid_to is not null) execute function end_emergency_passcodes();
create trigger ends_emergency_passcodes after update of valid_to on membership
  for each row when (old.valid_to is null and new.valid_to is not null) execute function end_emergency_passcodes();
