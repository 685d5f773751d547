-- Besides go and no-go: the launch postponed or rolled back, for all, a participant or a person, and a grace, by which
-- the smartcard doors of a system open again for one participant or person. What a kind needs it has, and nothing else.

alter table launch_decision
  add participant_id uuid references participant,
  add account_id uuid references account,
  add switches_at timestamptz,
  add decide_by timestamptz,
  add system text,
  add business_days integer check (business_days between 1 and 20),
  drop constraint launch_decision_kind_check,
  add constraint launch_decision_kind_check
    check (kind in ('go', 'no-go', 'postponement', 'rollback', 'grace')),
  add constraint launch_decision_subject_check check (case kind
    when 'go' then num_nonnulls(participant_id, account_id) = 0
    when 'no-go' then num_nonnulls(participant_id, account_id) = 0
    when 'grace' then num_nonnulls(participant_id, account_id) = 1
    else num_nonnulls(participant_id, account_id) <= 1 end),
  add constraint launch_decision_day_check check (
    (switches_at is not null) = (kind = 'postponement')
    and (decide_by is not null) = (kind = 'postponement' and participant_id is null and account_id is null)
    and (decide_by <= switches_at) is not false),
  add constraint launch_decision_grace_check
    check ((kind = 'grace') = (system is not null) and (kind = 'grace') = (business_days is not null));

-- What is decided for one firm or one of its people is no other firm's business.
alter table launch_decision enable row level security, force row level security;
create policy scope on launch_decision to sallyport_app
  using ((select sees_estate()) or num_nonnulls(participant_id, account_id) = 0
    or participant_id = (select sees_participant())
    or exists (select from membership where membership.account_id = launch_decision.account_id));
create policy reader on launch_decision for select to sallyport_reader using (true);
