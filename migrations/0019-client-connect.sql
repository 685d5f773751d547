-- Client Connect: what each of a firm's people may do there, and the events a firm registered for.

-- Named as the old portal names them (domain F1.18, F6.9). It belongs to one membership: who acts for two firms may
-- have it for one of them only.
create table access_right (
  id uuid primary key,
  membership_id uuid not null references membership,
  "right" text not null check ("right" in ('EU_UserMaintenance', 'EU_Events', 'EU_Documents')),
  valid_from timestamptz not null,
  valid_to timestamptz check (valid_to >= valid_from)
);
create unique index access_right_in_force on access_right (membership_id, "right") where valid_to is null;

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

grant usage on sequence event_registration_number to sallyport_app;
grant select, insert, update on access_right to sallyport_app;
grant select, insert on event_attendance to sallyport_app;

alter table access_right enable row level security, force row level security;
create policy scope on access_right to sallyport_app
  using ((select sees_estate()) or exists (select from membership where id = membership_id));
create policy reader on access_right for select to sallyport_reader using (true);

alter table event_attendance enable row level security, force row level security;
create policy scope on event_attendance to sallyport_app
  using ((select sees_estate()) or exists (select from event_registration where id = registration_id));
create policy reader on event_attendance for select to sallyport_reader using (true);
