-- Row security of 0006, taken further (adr/0022): the role a transaction takes *is* its scope. sallyport_app may do nothing
-- but take one of three, and only for one transaction. sallyport_participant sees one firm, set for that transaction:
-- of people those of the firm, of their credentials nothing that is sealed; it writes what a firm's changes write.
-- For the other two a policy says `true`, which costs a logon nothing.

revoke all on all tables in schema public from sallyport_app;
grant select on schema_migration to sallyport_app;
grant usage on schema public to sallyport_sign_in, sallyport_operations, sallyport_participant;

-- Who is whose. A firm sees the User ID and the name of whoever was ever its own: its requests and lists tell of them. What
-- he has now (email, credentials, logon sessions, mail) it sees by a membership in force, and so may it change him; one who
-- was removed stays with those who had him. Who merely left may be another firm's by now.
create index membership_account on membership (account_id, participant_id);

drop policy scope on membership;
create policy estate on membership to sallyport_sign_in, sallyport_operations using (true);
create policy firm on membership for select to sallyport_participant
  using (participant_id = (select sees_participant()));
create policy firm_ends on membership for update to sallyport_participant
  using (participant_id = (select sees_participant()));

alter table account enable row level security, force row level security;
create policy estate on account to sallyport_operations using (true);
-- A logon holds its account for the time of a transaction (SELECT … FOR UPDATE), and can change nothing of it.
create policy sign_in on account for select to sallyport_sign_in using (true);
create policy sign_in_holds on account for update to sallyport_sign_in using (true) with check (false);
create policy reader on account for select to sallyport_reader using (true);
create policy firm on account for select to sallyport_participant
  using (exists (select from membership m where m.account_id = account.id));
create policy firm_changes on account for update to sallyport_participant using (status = 'removed'
  or exists (select from membership m where m.account_id = account.id and m.valid_to is null))
  with check (true);

alter table person enable row level security, force row level security;
create policy estate on person to sallyport_sign_in, sallyport_operations using (true);
create policy reader on person for select to sallyport_reader using (true);
create policy firm on person for select to sallyport_participant
  using (exists (select from account a where a.person_id = person.id));
create policy firm_changes on person for update to sallyport_participant
  using (exists (select from account a join membership m on m.account_id = a.id
    where a.person_id = person.id and m.valid_to is null));
create policy firm_adds on person for insert to sallyport_participant with check (true);

-- A firm may tie to itself whom it has or nobody has. Nobody's is what no policy above can tell, so these two ask as the
-- owner, who sees rows while the role of a scope is taken, that is within such a function, and never as himself. Another
-- firm's id and none at all are refused alike.
create function asks_for_a_scope() returns boolean language sql stable
  return current_setting('role') = any ('{sallyport_sign_in,sallyport_operations,sallyport_participant}');
create policy asks on person for select to current_user using (asks_for_a_scope());
create policy asks on account for select to current_user using (asks_for_a_scope());
create policy asks on membership for select to current_user using (asks_for_a_scope());

create function is_own_or_new_account(asked uuid) returns boolean language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
  return exists (select from account where id = asked) and (
    not exists (select from membership where account_id = asked)
    or exists (select from membership where account_id = asked and participant_id = sees_participant()));

create function is_own_or_new_person(asked uuid) returns boolean language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
  return exists (select from person where id = asked) and (
    not exists (select from account where person_id = asked)
    or exists (select from account a join membership m on m.account_id = a.id
      where a.person_id = asked and m.valid_to is null and m.participant_id = sees_participant()));

create policy firm_adds on membership for insert to sallyport_participant
  with check (participant_id = (select sees_participant()) and is_own_or_new_account(account_id));
create policy firm_adds on account for insert to sallyport_participant with check (is_own_or_new_person(person_id));

-- What a firm has.
alter table participant enable row level security, force row level security;
create policy estate on participant to sallyport_sign_in, sallyport_operations using (true);
create policy reader on participant for select to sallyport_reader using (true);
create policy firm on participant to sallyport_participant using (id = (select sees_participant()));

drop policy scope on user_group;
create policy estate on user_group to sallyport_sign_in, sallyport_operations using (true);
create policy firm on user_group to sallyport_participant using (participant_id = (select sees_participant()));

drop policy scope on event_registration;
create policy estate on event_registration to sallyport_sign_in, sallyport_operations using (true);
create policy firm on event_registration to sallyport_participant
  using (participant_id = (select sees_participant()));

drop policy scope on participant_network;
create policy estate on participant_network to sallyport_sign_in, sallyport_operations using (true);
create policy firm on participant_network to sallyport_participant
  using (participant_id = (select sees_participant()));

drop policy scope on participant_contact;
create policy estate on participant_contact to sallyport_sign_in, sallyport_operations using (true);
create policy firm on participant_contact to sallyport_participant
  using (participant_id = (select sees_participant()));

-- What hangs on a firm's, or on its people's, is seen with it: the inner query is under the policies above.
drop policy scope on user_group_function;
create policy estate on user_group_function to sallyport_sign_in, sallyport_operations using (true);
create policy firm on user_group_function to sallyport_participant
  using (exists (select from user_group g where g.id = user_group_id));

drop policy scope on user_group_member;
create policy estate on user_group_member to sallyport_sign_in, sallyport_operations using (true);
create policy firm on user_group_member to sallyport_participant
  using (exists (select from membership m where m.id = membership_id)
    and exists (select from user_group g where g.id = user_group_id));

alter table registered_email enable row level security, force row level security;
create policy estate on registered_email to sallyport_sign_in, sallyport_operations using (true);
create policy reader on registered_email for select to sallyport_reader using (true);
create policy firm on registered_email to sallyport_participant
  using (exists (select from membership m where m.account_id = registered_email.account_id and m.valid_to is null)
    or exists (select from account a where a.id = account_id and a.status = 'removed'));

alter table credential enable row level security, force row level security;
create policy estate on credential to sallyport_sign_in, sallyport_operations using (true);
create policy reader on credential for select to sallyport_reader using (true);
create policy firm on credential to sallyport_participant
  using (exists (select from membership m where m.account_id = credential.account_id and m.valid_to is null)
    or exists (select from account a where a.id = account_id and a.status = 'removed'));

alter table logon_session enable row level security, force row level security;
create policy estate on logon_session to sallyport_sign_in, sallyport_operations using (true);
create policy reader on logon_session for select to sallyport_reader using (true);
create policy firm on logon_session to sallyport_participant
  using (exists (select from membership m where m.account_id = logon_session.account_id and m.valid_to is null)
    or exists (select from account a where a.id = account_id and a.status = 'removed'));

alter table outbox_mail enable row level security, force row level security;
create policy estate on outbox_mail to sallyport_sign_in, sallyport_operations using (true);
create policy reader on outbox_mail for select to sallyport_reader using (true);
create policy firm on outbox_mail to sallyport_participant
  using (exists (select from membership m where m.account_id = outbox_mail.account_id and m.valid_to is null)
    or exists (select from account a where a.id = account_id and a.status = 'removed'));

drop policy scope on launch_decision;
create policy estate on launch_decision to sallyport_sign_in, sallyport_operations using (true);
create policy firm on launch_decision for select to sallyport_participant using (
  num_nonnulls(participant_id, account_id) = 0 or participant_id = (select sees_participant())
  or exists (select from account a where a.id = account_id));

-- Requests of maker and checker, and what they rest on. A firm asks for its own people.
drop policy scope on change_request;
create policy estate on change_request to sallyport_operations using (true);
create policy firm on change_request to sallyport_participant
  using (participant_id = (select sees_participant()))
  with check (participant_id = (select sees_participant()) and exists (select from account a where a.id = maker));

drop policy scope on absence;
create policy estate on absence to sallyport_operations using (true);
create policy firm on absence to sallyport_participant
  using (exists (select from account a where a.id = account_id))
  with check (exists (select from account a where a.id = account_id)
    and exists (select from account a where a.id = declared_by));

drop policy scope on access_right;
create policy estate on access_right to sallyport_sign_in, sallyport_operations using (true);
create policy firm on access_right to sallyport_participant
  using (exists (select from membership m where m.id = membership_id));

-- The estate's alone: no firm is granted a row of it.
drop policy scope on imported_record;
create policy estate on imported_record to sallyport_operations using (true);

drop function sees_estate();

-- sign-in: what a logon, an initiation and a change of one's own account write, and no more: nobody becomes an operator
-- by a statement smuggled in before the logon.
grant select on
  participant, person, account, membership, registered_email, user_group, user_group_function, user_group_member,
  event_registration, participant_network, access_right, launch_decision, programme_in_force
  to sallyport_sign_in;
grant select, insert, update, delete on
  attempt_budget, known_browser, sign_in_attempt, one_time_code
  to sallyport_sign_in;
grant select, insert, update on credential, logon_session, network_failure, raised_alarm to sallyport_sign_in;
grant update (created_at) on account to sallyport_sign_in;
grant select, insert on
  outbox_mail, spent_totp_step, password_expiry_notice, audit_event, audit_personal, session_news
  to sallyport_sign_in;

-- operations: the directory, its changes, what is done by itself. Of history it only adds; no secret of a person does it read.
grant select, insert, update on account, person to sallyport_operations;
grant select, insert, update, delete on
  participant, membership, registered_email, user_group, user_group_function, user_group_member,
  event_registration, attempt_budget, known_browser, network_failure, raised_alarm, sign_in_attempt, one_time_code,
  logon_session, outbox_mail, imported_record
  to sallyport_operations;
grant select, insert, update on participant_network, participant_contact, access_right to sallyport_operations;
grant select, insert, update (withdrawn_at) on absence to sallyport_operations;
grant select (id, account_id, kind, epoch, valid_from, valid_to), insert, update (valid_to) on credential
  to sallyport_operations;
grant select, insert on
  spent_totp_step, audit_event, programme_in_force, launch_decision, password_expiry_notice
  to sallyport_operations;
grant select, insert, delete on session_news, audit_personal to sallyport_operations;
grant select on schema_migration to sallyport_operations;

-- What is asked is written once; a decision is never written with it.
grant select,
  insert (kind, chain, restricts, participant_id, maker, maker_person, made_at, made_in, remark, input, lines, more,
    concerns, digest, due_at, single_control, resubmits, state, ended_at),
  update (state, escalated_at, checker, checker_person, checked_at, check_remark, authoriser, authoriser_person,
    authorised_at, authorise_remark, ended_at, end_reason)
  on change_request to sallyport_operations, sallyport_participant;

-- participant: what a firm's pages show and its changes write. Ids, keys and history stay as they were made.
grant select on
  participant, account, membership, registered_email, user_group, user_group_function, user_group_member,
  event_registration, participant_network, participant_contact, launch_decision, programme_in_force
  to sallyport_participant;
grant select (id, display_name, language, created_at), insert (id, display_name, language, created_at),
  update (display_name, language) on person to sallyport_participant;
grant insert, update (status) on account to sallyport_participant;
grant select, insert, update (withdrawn_at) on absence to sallyport_participant;
grant select, insert, update (valid_to) on access_right to sallyport_participant;
grant insert, update (valid_to) on membership, registered_email, user_group_member to sallyport_participant;
grant insert, update (name), delete on user_group to sallyport_participant;
grant insert, delete on user_group_function, event_registration to sallyport_participant;
grant select (id, account_id, kind, epoch, valid_from, valid_to), update (valid_to) on credential
  to sallyport_participant;
grant select (id, account_id, door, epoch, created_at, last_seen_at, expires_at, ended_at, ended_because, stepped_up_at),
  update (ended_at, ended_because) on logon_session to sallyport_participant;
grant select (id, epoch, account_id, kind, state, created_at, due_at, not_after, tries, sent_at, last_answer), insert
  on outbox_mail to sallyport_participant;
-- What every change leaves behind, and no firm reads.
grant insert on audit_event, audit_personal, session_news to sallyport_participant;
