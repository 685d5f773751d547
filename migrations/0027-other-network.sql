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
