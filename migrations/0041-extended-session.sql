-- A test session that runs may go on for 15 or 30 minutes, as two operators decided (spec §2): one more kind of launch decision.
alter table launch_decision
  add column session text,
  add column until timestamptz,
  drop constraint launch_decision_kind_check,
  add constraint launch_decision_kind_check
    check (kind in ('go', 'no-go', 'postponement', 'rollback', 'grace', 'extension')),
  drop constraint launch_decision_subject_check,
  add constraint launch_decision_subject_check check (case kind
    when 'go' then num_nonnulls(participant_id, account_id) = 0
    when 'no-go' then num_nonnulls(participant_id, account_id) = 0
    when 'extension' then num_nonnulls(participant_id, account_id) = 0
    when 'grace' then num_nonnulls(participant_id, account_id) = 1
    else num_nonnulls(participant_id, account_id) <= 1 end),
  add constraint launch_decision_extension_check
    check ((kind = 'extension') = (session is not null) and (kind = 'extension') = (until is not null) and until > decided_at);
