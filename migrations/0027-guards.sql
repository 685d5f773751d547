-- User IDs that more than one firm has, or a firm and the house. account_acts_elsewhere (0017) asks of one; of a file of a
-- hundred thousand lines this is asked of each by its keys. As there it asks as the owner and says that, not whose; a firm
-- is told of its own people alone.
create view shared_account with (security_barrier) as
  select m.account_id from membership m
  where m.valid_to is null and m.participant_id = coalesce((select sees_participant()), m.participant_id)
    and exists (select from membership o where o.account_id = m.account_id and o.valid_to is null
      and o.participant_id is distinct from m.participant_id);
grant select on shared_account to sallyport_participant, sallyport_operations;

-- A logon session also ends where it is used from another network than its firm allows.
create or replace function is_logon_session(s logon_session) returns boolean language plpgsql immutable as $$
begin
  return length(s.token_digest) = 32
    -- No logon session without both factors (spec 10, faults): a password or a card, and a one-time passcode.
    and cardinality(s.amr) >= 2
    and s.created_at >= s.entered_at
    and s.expires_at > s.created_at
    and (s.decision_holds_until > s.created_at) is not false
    and (s.ended_at is null) = (s.ended_because is null)
    and s.ended_because in ('logged-out', 'superseded', 'idle', 'expired', 'revoked', 'ended-elsewhere',
      'credentials-changed', 'other-network') is not false;
end $$;
