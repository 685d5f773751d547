-- Client Connect: the events a firm registers for.

-- A registration is amended by closing its row and writing another under the same number: who expected how many people,
-- and when, stays a query. `filed_by` is null for what a registry brought in.
create sequence event_registration_number as bigint;
alter table event_registration
  add column number bigint not null default nextval('event_registration_number'),
  add column contact_name text not null default '',
  add column contact_telephone text not null default '',
  add column filed_by uuid references account,
  add column late boolean not null default false,
  add column valid_to timestamptz check (valid_to >= registered_at),
  drop constraint event_registration_participant_id_event_id_key;
create unique index event_registration_in_force on event_registration (participant_id, event_id) where valid_to is null;
create index event_registration_filed on event_registration (participant_id, registered_at);
alter sequence event_registration_number owned by event_registration.number;

-- How many people, in which session, by which means: what the sessions' capacity is planned by.
create table event_attendance (
  registration_id uuid not null references event_registration,
  session_id text not null,
  means text not null check (means in ('smartcard', 'otp')),
  people integer not null check (people between 1 and 999),
  primary key (registration_id, session_id, means)
);

grant usage on sequence event_registration_number to sallyport_operations, sallyport_participant;
grant select, insert on event_attendance to sallyport_operations, sallyport_participant;
grant update (valid_to) on event_registration to sallyport_participant;

alter table event_attendance enable row level security, force row level security;
create policy estate on event_attendance to sallyport_operations using (true);
create policy firm on event_attendance to sallyport_participant
  using (exists (select from event_registration where id = registration_id));
create policy reader on event_attendance for select to sallyport_reader using (true);
