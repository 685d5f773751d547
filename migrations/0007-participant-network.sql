-- The old regime's address gate (F4.3), where a participant wants it kept: its people are let in from these networks
-- only. A participant without a row in force has no gate.

create table participant_network (
  id uuid primary key,
  participant_id uuid not null references participant,
  network cidr not null,
  valid_from timestamptz not null,
  valid_to timestamptz check (valid_to >= valid_from)
);
create unique index participant_network_in_force on participant_network (participant_id, network) where valid_to is null;

grant select, insert, update on participant_network to sallyport_app;
alter table participant_network enable row level security, force row level security;
create policy scope on participant_network to sallyport_app
  using ((select sees_estate()) or participant_id = (select sees_participant()));
create policy reader on participant_network for select to sallyport_reader using (true);
