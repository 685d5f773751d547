-- What a registry brings in beside 0001: the key it knows a person by, whom to call back at a firm, and what each record
-- was when it was last brought in. By the last, an import tells what the registry changed from what was changed here.

-- Null for who was opened here; then his first User ID stands for him.
alter table person add column registry_key text unique;

-- Asked for each person, and each membership, of a million.
create index account_person on account (person_id);
create index user_group_member_membership on user_group_member (membership_id) where valid_to is null;

create table participant_contact (
  id uuid primary key,
  participant_id uuid not null references participant,
  name text not null,
  office text not null,
  telephone text not null,
  email text not null,
  valid_from timestamptz not null,
  valid_to timestamptz check (valid_to >= valid_from)
);
create unique index participant_contact_in_force on participant_contact (participant_id, name) where valid_to is null;

-- Kinds, keys and fields: src/changes/record-kind.ts. A field is null where file and directory have never agreed on it.
create table imported_record (
  kind text collate "C" not null,
  key text collate "C" not null,
  fields text[] not null,
  primary key (kind, key)
);

grant select, insert, update on participant_contact to sallyport_app;
alter table participant_contact enable row level security, force row level security;
create policy scope on participant_contact to sallyport_app
  using ((select sees_estate()) or participant_id = (select sees_participant()));
create policy reader on participant_contact for select to sallyport_reader using (true);

grant select, insert, update, delete on imported_record to sallyport_app;
alter table imported_record enable row level security, force row level security;
create policy scope on imported_record to sallyport_app using ((select sees_estate()));
create policy reader on imported_record for select to sallyport_reader using (true);

-- An id for each row of a set, drawn from one random seed and the row's name: one statement can then write a million
-- rows. The shape is that of RFC 9562 section 5.8 (version 8).
create function id_from(seed text, name text) returns uuid language sql immutable parallel safe
  return (select overlay(overlay(digest placing '8' from 13) placing '8' from 17)::uuid
    from (select left(encode(sha256(convert_to(seed || '/' || name, 'UTF8')), 'hex'), 32) as digest) as hashed);
