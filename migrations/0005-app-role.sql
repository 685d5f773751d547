-- The program works as sallyport_app; only `migrate` works as the owner. The app role can't alter history.

grant usage on schema public to sallyport_app;
grant select, insert, update, delete on
  participant, person, account, membership, registered_email, user_group, user_group_function, user_group_member,
  event_registration, credential, attempt_budget, sign_in_attempt, one_time_code, logon_session, outbox_mail
  to sallyport_app;
grant select, insert on
  spent_totp_step, audit_event, programme_in_force, launch_decision
  to sallyport_app;
grant select, insert, delete on audit_personal to sallyport_app;
