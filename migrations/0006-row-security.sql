-- A participant's data is seen through a scope, set for one transaction by db.read and db.write (src/db). A forgotten
-- WHERE then shows nothing instead of a neighbour; without a scope there are no rows at all. `force` binds the owner
-- too (foreign keys are still checked in full). A superuser is bound by nothing: the program never works as one.

create function sees_estate() returns boolean language sql stable
  return current_setting('sallyport.scope', true) in ('sign-in', 'operations');

-- Null outside a participant's scope; '' is what SET LOCAL leaves behind in a pooled connection.
create function sees_participant() returns uuid language sql stable
  return nullif(current_setting('sallyport.participant', true), '')::uuid;

-- In a subquery each setting is read once a query, not once a row.
alter table membership enable row level security, force row level security;
create policy scope on membership to sallyport_app
  using ((select sees_estate()) or participant_id = (select sees_participant()));

alter table user_group enable row level security, force row level security;
create policy scope on user_group to sallyport_app
  using ((select sees_estate()) or participant_id = (select sees_participant()));

alter table event_registration enable row level security, force row level security;
create policy scope on event_registration to sallyport_app
  using ((select sees_estate()) or participant_id = (select sees_participant()));

-- What hangs on one of these is seen with it: the inner query is under the policy above.
alter table user_group_function enable row level security, force row level security;
create policy scope on user_group_function to sallyport_app
  using ((select sees_estate()) or exists (select from user_group where id = user_group_id));

alter table user_group_member enable row level security, force row level security;
create policy scope on user_group_member to sallyport_app
  using ((select sees_estate()) or (exists (select from membership where id = membership_id)
    and exists (select from user_group where id = user_group_id)));

-- Auditors and the demo's readers see all and change nothing, in tables yet to come as well.
grant usage on schema public to sallyport_reader;
grant select on all tables in schema public to sallyport_reader;
alter default privileges in schema public grant select on tables to sallyport_reader;
create policy reader on membership for select to sallyport_reader using (true);
create policy reader on user_group for select to sallyport_reader using (true);
create policy reader on event_registration for select to sallyport_reader using (true);
create policy reader on user_group_function for select to sallyport_reader using (true);
create policy reader on user_group_member for select to sallyport_reader using (true);
