-- What a logon costs the database, once more (adr/0052).

-- Last use is written again and again, in a column that no index holds: there is room for the new version beside the old one.
alter table logon_session set (fillfactor = 85);

-- What a statement asks where it was sent for what is foreseen, and nobody waits for its answer: nothing behind it is done, COMMIT
-- included (src/db/not-as-foreseen.ts).
create function not_as_foreseen() returns boolean language plpgsql as $$
begin
  raise exception 'it is not as it was foreseen' using errcode = 'SF001';
end $$;
