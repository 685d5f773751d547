-- Attestation of access (adr/0031): in each period of the programme a firm says of everybody that he still needs what he may do.

-- One for each firm and period; `period` is the day by which it is due. Attested once, by the request of a maker and a checker.
create table attestation (
  id uuid primary key,
  participant_id uuid not null references participant,
  period text not null check (period ~ '^\d{4}-\d\d-\d\d$'),
  begun_by uuid not null references account,
  begun_at timestamptz not null,
  attested_at timestamptz check (attested_at >= begun_at),
  request bigint references change_request,
  digest bytea check (length(digest) = 32),
  people integer check (people >= 0),
  unique (participant_id, period),
  unique (id, participant_id),
  check (num_nulls(attested_at, request, digest, people) in (0, 4))
);
create index attestation_period on attestation (period, participant_id);

-- What was seen of one User ID, in words and by digest, and what was said of it; no answer: it was taken back. Seen anew,
-- it is another row: an answer is to what was seen, and counts only while that is what he has. `attested`: it counted when
-- the firm attested. `person_id` and `answered_by_person` are there so that nobody answers for himself. `follow_up` is
-- the request made of it.
create table attested_access (
  attestation_id uuid not null,
  participant_id uuid not null,
  account_id uuid not null,
  person_id uuid not null,
  facts json not null,
  digest bytea not null check (length(digest) = 32),
  last_logon timestamptz,
  answer text check (answer in ('keep', 'suspend', 'remove', 'regroup')),
  answered_by uuid,
  answered_by_person uuid,
  answered_at timestamptz,
  attested boolean not null default false,
  follow_up bigint references change_request,
  primary key (attestation_id, account_id, digest),
  foreign key (attestation_id, participant_id) references attestation (id, participant_id),
  foreign key (account_id, person_id) references account (id, person_id),
  foreign key (answered_by, answered_by_person) references account (id, person_id),
  check (num_nulls(answer, answered_by, answered_by_person, answered_at) in (0, 4)),
  check (answered_by_person <> person_id),
  check (not attested or answer is not null),
  check (follow_up is null or (attested and answer <> 'keep'))
);

-- What was attested stays: afterwards only the request that follows from an answer is noted, once.
create function stays_as_attested() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'attestation' then
    if old.attested_at is not null then
      raise exception 'what was attested stays as it is' using errcode = 'check_violation';
    end if;
  elsif tg_op = 'UPDATE' and (to_jsonb(new) - 'follow_up') = (to_jsonb(old) - 'follow_up')
    and (old.follow_up is null or new.follow_up = old.follow_up)
  then
    return new;
  elsif exists (select from attestation where id = new.attestation_id and attested_at is not null) then
    raise exception 'what was attested stays as it is' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger stays before update on attestation for each row execute function stays_as_attested();
create trigger stays before insert or update on attested_access for each row execute function stays_as_attested();

-- What everybody of a firm may do, ten thousand at once. It asks as the owner, as firm_person (0017) does: for a firm of
-- its own people, for operators of any firm's, for others of nobody's. `facts` is all that an answer rests on; the last
-- logon is not in it, or each logon would void what was said. `alone`: single control, and nobody there to attest him.
create policy asks_access on participant for select to current_user using (asks_for_a_scope());
create policy asks_access on user_group for select to current_user using (asks_for_a_scope());
create policy asks_access on user_group_function for select to current_user using (asks_for_a_scope());
create policy asks_access on user_group_member for select to current_user using (asks_for_a_scope());
create policy asks_access on access_right for select to current_user using (asks_for_a_scope());
create function access_in_firm(firm uuid, at timestamptz) returns table (account_id uuid, person_id uuid, user_id text, display_name text,
  status text, roles text[], facts json, digest bytea, last_logon timestamptz, alone boolean)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp as $$
  with held as materialized (
    select m.account_id, array_agg(m.role order by m.role) as roles, array_agg(m.role || ' ' || extract(epoch from m.ends_at)
      order by m.role) filter (where m.ends_at is not null) as ends
    from membership m
    where m.participant_id = firm and m.valid_to is null
      and (current_setting('role') = 'sallyport_operations' or firm = sees_participant())
    group by m.account_id),
  -- Of each by its keys: joined, these would be taken for few, and gone through once for each of ten thousand.
  seen as materialized (
    select a.id, a.person_id, a.user_id, p.display_name, a.status, held.roles, json_build_object('status', a.status,
        'roles', held.roles, 'ends', held.ends,
        'groups', coalesce((select json_agg(json_build_object('name', g.name, 'functions', array(
            select f.function_id from user_group_function f where f.user_group_id = g.id order by 1))
            order by g.name collate "C")
          from user_group g where g.participant_id = firm and g.id = any(array(
            select i.user_group_id from membership m join user_group_member i on i.membership_id = m.id
            where m.account_id = a.id and m.participant_id = firm and m.valid_to is null and i.valid_to is null))), '[]'),
        'rights', array(select distinct r."right" from membership m join access_right r on r.membership_id = m.id
          where m.account_id = a.id and m.participant_id = firm and m.valid_to is null
            and r.valid_from <= access_in_firm.at and (r.valid_to is null or r.valid_to > access_in_firm.at)
          order by 1)) as facts
    from held join account a on a.id = held.account_id and a.status <> 'removed' join person p on p.id = a.person_id)
  select id, person_id, user_id, display_name, status, roles, facts, sha256(convert_to(facts::text, 'UTF8')),
    (select e.at from audit_event e where e.account_id = seen.id and e.kind = 'logon.completed' order by e.at desc limit 1),
    'da-single' = any(roles) and (select single_control from participant where participant.id = firm)
      and not exists (select from held join account o on o.id = held.account_id
        where o.person_id <> seen.person_id and o.status = 'active'
          and held.roles && array['da-maker', 'da-checker', 'da-single'])
  from seen
$$;
revoke execute on function access_in_firm from public;
grant execute on function access_in_firm to sallyport_operations, sallyport_participant;

grant select, update (attested_at, request, digest, people) on attestation to sallyport_operations;
grant select, update (attested) on attested_access to sallyport_operations;
grant select, insert, update (attested_at, request, digest, people) on attestation to sallyport_participant;
grant select, insert, update (last_logon, answer, answered_by, answered_by_person, answered_at, attested, follow_up)
  on attested_access to sallyport_participant;

alter table attestation enable row level security, force row level security;
create policy estate on attestation to sallyport_operations using (true);
create policy reader on attestation for select to sallyport_reader using (true);
create policy firm on attestation to sallyport_participant using (participant_id = (select sees_participant()))
  with check (participant_id = (select sees_participant()) and exists (select from account a where a.id = begun_by));

alter table attested_access enable row level security, force row level security;
create policy estate on attested_access to sallyport_operations using (true);
create policy reader on attested_access for select to sallyport_reader using (true);
create policy firm on attested_access to sallyport_participant using (participant_id = (select sees_participant()))
  with check (participant_id = (select sees_participant()) and exists (select from account a where a.id = account_id)
    and (answered_by is null or exists (select from account a where a.id = answered_by)));
