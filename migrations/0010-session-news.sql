-- The revocation feed (adr/0014): whose cached session checks are out of date. Written by triggers, so that no deed can
-- forget to tell; read by every node four times a second, by snapshot. Without NOTIFY, whose queue makes all commits that
-- use it follow one another. A row is of use for a second; nodes delete it after minutes.

create table session_news (
  transaction_id xid8 not null default pg_current_xact_id(),
  -- Null: everybody's.
  account_id uuid
);
create index session_news_transaction on session_news (transaction_id);
grant select, insert, delete on session_news to sallyport_app;

create function tell_of_account() returns trigger language plpgsql as $$
begin
  insert into session_news (account_id) values (new.account_id);
  return null;
end $$;

create function tell_of_status() returns trigger language plpgsql as $$
begin
  insert into session_news (account_id) values (new.id);
  return null;
end $$;

create function tell_of_everybody() returns trigger language plpgsql as $$
begin
  insert into session_news (account_id) values (null);
  return null;
end $$;

-- A statement that changes many, such as an import's, tells of everybody once.
create function tell_of_changed() returns trigger language plpgsql as $$
begin
  if (select count(*) from (select from changed limit 1001) as few) > 1000 then
    insert into session_news (account_id) values (null);
  else
    insert into session_news (account_id) select distinct account_id from changed;
  end if;
  return null;
end $$;

create function tell_of_group_members() returns trigger language plpgsql as $$
begin
  if (select count(*) from (select from changed limit 1001) as few) > 1000 then
    insert into session_news (account_id) values (null);
  else
    insert into session_news (account_id)
      select distinct m.account_id from changed join membership m on m.id = changed.membership_id;
  end if;
  return null;
end $$;

-- A logon session's end; and the demo's clearing of all.
create trigger tell after update on logon_session for each row
  when (old.ended_at is null and new.ended_at is not null) execute function tell_of_account();
create trigger tell_truncated after truncate on logon_session for each statement execute function tell_of_everybody();

-- What a decision knows of a person (src/accounts/facts-of.ts).
create trigger tell after update of status on account for each row
  when (old.status is distinct from new.status) execute function tell_of_status();
create trigger tell_inserted after insert on membership
  referencing new table as changed for each statement execute function tell_of_changed();
create trigger tell_updated after update on membership
  referencing new table as changed for each statement execute function tell_of_changed();
create trigger tell_deleted after delete on membership
  referencing old table as changed for each statement execute function tell_of_changed();
create trigger tell_inserted after insert on registered_email
  referencing new table as changed for each statement execute function tell_of_changed();
create trigger tell_updated after update on registered_email
  referencing new table as changed for each statement execute function tell_of_changed();
create trigger tell_inserted after insert on credential
  referencing new table as changed for each statement execute function tell_of_changed();
create trigger tell_updated after update on credential
  referencing new table as changed for each statement execute function tell_of_changed();
create trigger tell_inserted after insert on user_group_member
  referencing new table as changed for each statement execute function tell_of_group_members();
create trigger tell_updated after update on user_group_member
  referencing new table as changed for each statement execute function tell_of_group_members();
create trigger tell_deleted after delete on user_group_member
  referencing old table as changed for each statement execute function tell_of_group_members();

-- What a decision knows of a firm, a group, the launch.
create trigger tell after insert or update or delete on user_group_function
  for each statement execute function tell_of_everybody();
create trigger tell after insert or update or delete on event_registration
  for each statement execute function tell_of_everybody();
create trigger tell after insert or update or delete on participant_network
  for each statement execute function tell_of_everybody();
create trigger tell after insert on launch_decision for each statement execute function tell_of_everybody();
