-- From one change of the row `authority` to the next is a spell, named by the reference of the event that began it (adr/0047). A
-- decision is of the spell in which it was made: an operator's or a witness's word that comes late, when the sites were paired
-- again meanwhile or authority has moved, changes nothing. The functions of 0037, which ask for no spell, are for nodes of before.
create function spell_of(reference text) returns text language sql immutable return coalesce(reference, 'first');

create function move_authority(known integer, in_spell text, to_site text, to_mode text, to_epoch text, at timestamptz,
  by_reference text)
  returns boolean language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  lock table audit_event in share row exclusive mode;
  -- In a restored backup one may be alive that was used since. What else gets somebody in goes by the epoch.
  update emergency_passcode set ended = 'expired'
    where spent_at is null and ended is null and to_epoch <> (select epoch from authority where term = known);
  update authority set term = known + 1, site = to_site, mode = to_mode, epoch = to_epoch, since = at, reference = by_reference
    where term = known and spell_of(reference) = in_spell;
  if not found then return false; end if;
  perform set_config('sallyport.term', (known + 1)::text, true);
  perform commit_by(to_mode);
  return true;
end $$;

create function change_mode(known integer, in_spell text, to_mode text, at timestamptz, by_reference text)
  returns boolean language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if to_mode = 'paired' then lock table audit_event in share row exclusive mode; end if;
  update authority set mode = to_mode, since = at, reference = by_reference
    where term = known and spell_of(reference) = in_spell and mode <> to_mode;
  if not found then return false; end if;
  perform commit_by(to_mode);
  return true;
end $$;

revoke execute on function move_authority(integer, text, text, text, text, timestamptz, text),
  change_mode(integer, text, text, timestamptz, text) from public;
grant execute on function move_authority(integer, text, text, text, text, timestamptz, text),
  change_mode(integer, text, text, timestamptz, text) to sallyport_operations;
