-- A step-up: somebody logged on proves once more, by a passcode, that it is still he who sits there, before what is hard to
-- take back. It is an attempt like a change of one's own account, bound to the logon session it is made in, and what it
-- proves stands in that session alone (logon_session.stepped_up_at, migration 0014).

alter table sign_in_attempt
  drop constraint sign_in_attempt_journey_check,
  add constraint sign_in_attempt_journey_check check (journey in ('logon', 'initiation', 'change', 'step-up')),
  drop constraint sign_in_attempt_change_in_session,
  add constraint sign_in_attempt_in_session
    check ((journey in ('change', 'step-up')) = (session_id is not null)),
  add constraint sign_in_attempt_change
    check ((journey = 'change') = (change is not null));

alter table one_time_code
  drop constraint one_time_code_purpose_check,
  add constraint one_time_code_purpose_check
    check (purpose in ('registered-email', 'channel-proof', 'logon', 'change', 'step-up'));
