-- What a firm does for a user of its own who can't get in (adr/0026).

-- A budget is keyed by what was typed as User ID, and names nobody: no scope of a firm reads or writes one. Which account it
-- locks is in the evidence, where the refusal that set a lock left the budget's key. So a firm reaches the lock of its own
-- people, as the owner of these functions, and no other row. A lock ends within half an hour, and its evidence is as young.
create policy asks on audit_event for select to current_user using (asks_for_a_scope());

create function lock_keys(firm uuid, asked uuid, now_is timestamptz) returns table (account_id uuid, key bytea)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  begin atomic
    select distinct m.account_id, decode(e.facts ->> 'budget', 'hex')
    from membership m join audit_event e on e.account_id = m.account_id
    where m.participant_id = firm and m.valid_to is null and firm = coalesce(sees_participant(), firm)
      and (asked is null or m.account_id = asked)
      and e.at > now_is - interval '31 minutes' and e.facts ->> 'lockedUntil' is not null;
  end;
revoke execute on function lock_keys from public;

-- All of a firm's people whose logon by OTP is locked, or whether one of them is.
create function firm_locks(firm uuid, asked uuid, now_is timestamptz)
  returns table (account_id uuid, locked_until timestamptz)
  language sql stable security definer set search_path = pg_catalog, public, pg_temp
  begin atomic
    select k.account_id, max(b.locked_until)
    from lock_keys(firm, asked, now_is) k join attempt_budget b on b.key = k.key and b.lane = 'logon'
    where b.locked_until > now_is group by k.account_id;
  end;

-- Tries that somebody may still settle stay counted (0012); the reserves of the browsers he is known in are cleared too.
create function release_lock(firm uuid, asked uuid, now_is timestamptz) returns boolean
  language sql volatile security definer set search_path = pg_catalog, public, pg_temp
  begin atomic
    with released as (
      update attempt_budget b set failures = cardinality(b.pending), refusals = 0, lock_level = 0, locked_until = null,
        verdict = 'taken', updated_at = now_is
      from lock_keys(firm, asked, now_is) k
      where asked is not null and b.key = k.key and b.lane = 'logon' and b.locked_until > now_is
      returning b.key
    ), reserves as (
      update known_browser b set failures = cardinality(b.pending), refusals = 0, lock_level = 0, locked_until = null,
        verdict = 'taken', updated_at = now_is
      from released r where b.budget_key = r.key
    )
    select exists (select from released);
  end;

-- A reference that a page showed: what was refused there, to his own firm.
grant select (reference) on audit_event to sallyport_participant;
