-- Whose word counts (adr/0041). `term`: how often authority has moved, by failover, switch or a restored backup. A node holds the
-- term it read as an option of its connections; here, where every effect leaves its evidence, another term is refused: a node
-- that has not heard of a failover, and the old primary's database in the hands of nodes that have.
create table authority (
  alone boolean primary key default true check (alone),
  term integer not null check (term >= 0),
  -- Where the database lies that holds it.
  site text not null check (site in ('primary', 'secondary')),
  -- `standalone`: commits wait for no standby, which two operators or a witness decided.
  mode text not null check (mode in ('paired', 'standalone')),
  epoch text not null,
  since timestamptz,
  -- Of the event that says who decided it.
  reference text
);
insert into authority (term, site, mode, epoch) values (0, 'primary', 'paired', 'primary/0');

grant select on authority to sallyport_sign_in, sallyport_operations, sallyport_participant;

-- Once a statement that writes events, not once a row. Nothing is locked: whoever moves the authority waits for those who have
-- written evidence and not yet committed (move_authority), which costs him a moment and a logon nothing.
create function refuse_other_terms() returns trigger language plpgsql as $$
declare
  held integer := nullif(current_setting('sallyport.term', true), '')::integer;
  holds public.authority;
begin
  select * into strict holds from public.authority;
  if held <> holds.term then
    raise exception 'this connection holds term %, the database term %', held, holds.term using errcode = 'SY001';
  end if;
  -- A node that has not yet heard that the other site is back would acknowledge what is on one site alone.
  if holds.mode = 'paired' and current_setting('synchronous_commit') = 'local' then
    perform set_config('synchronous_commit', 'on', true);
  end if;
  return null;
end $$;
create trigger refuse_other_terms before insert on audit_event for each statement execute function refuse_other_terms();

-- Whoever changes the mode commits by the new one.
create function commit_by(mode text) returns text language sql
  return set_config('synchronous_commit', case mode when 'standalone' then 'local' else 'on' end, true);

-- True where it moved from the term that the caller knew: of two who move it at once one does. The transaction goes on in the
-- new term, in which its evidence is written.
create function move_authority(known integer, to_site text, to_mode text, to_epoch text, at timestamptz, by_reference text)
  returns boolean language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  lock table audit_event in share row exclusive mode;
  -- In a restored backup one may be alive that was used since. What else gets somebody in goes by the epoch.
  update emergency_passcode set ended = 'expired'
    where spent_at is null and ended is null and to_epoch <> (select epoch from authority where term = known);
  update authority set term = known + 1, site = to_site, mode = to_mode, epoch = to_epoch, since = at, reference = by_reference
    where term = known;
  if not found then return false; end if;
  perform set_config('sallyport.term', (known + 1)::text, true);
  perform commit_by(to_mode);
  return true;
end $$;

-- Back to `paired`, whatever was acknowledged without the standby lies before this commit, which waits for it. To `standalone`
-- nobody is waited for: those under way may wait for the standby that is lost.
create function change_mode(known integer, to_mode text, at timestamptz, by_reference text)
  returns boolean language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
begin
  if to_mode = 'paired' then lock table audit_event in share row exclusive mode; end if;
  update authority set mode = to_mode, since = at, reference = by_reference where term = known and mode <> to_mode;
  if not found then return false; end if;
  perform commit_by(to_mode);
  return true;
end $$;

revoke execute on function move_authority, change_mode from public;
grant execute on function move_authority, change_mode to sallyport_operations;
