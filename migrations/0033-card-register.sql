-- The register of smartcards under maker and checker (adr/0037).

-- What somebody has now, a firm sees by a membership in force; and once he is removed.
drop policy firm on smartcard;
create policy firm on smartcard to sallyport_participant
  using (exists (select from membership m where m.account_id = smartcard.account_id and m.valid_to is null)
    or exists (select from account a where a.id = account_id and a.status = 'removed'))
  with check (exists (select from account a where a.id = account_id));
drop policy firm on card_password;
create policy firm on card_password to sallyport_participant
  using (exists (select from membership m where m.account_id = card_password.account_id and m.valid_to is null)
    or exists (select from account a where a.id = account_id and a.status = 'removed'))
  with check (exists (select from account a where a.id = account_id));

-- A card that was anybody's is nobody else's, whichever firm asks: it learns that, and no more.
create function card_is_taken(its_issuer text, its_serial text, its_key text) returns boolean language sql stable security definer
  set search_path = pg_catalog, public, pg_temp
  return exists (select from smartcard where issuer = its_issuer and serial = its_serial or key = its_key);
revoke execute on function card_is_taken from public;
grant execute on function card_is_taken to sallyport_operations, sallyport_participant;

-- Who has no role left in any firm has no card left, whoever took the last one away; he keeps it for ever all the same. At
-- the end of the transaction: a role that is replaced by another is no leaving.
create function end_cards_of_leaver() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $$
begin
  if not exists (select from membership where account_id = new.account_id and valid_to is null) then
    update smartcard set valid_to = greatest(new.valid_to, valid_from), ended_because = 'removed'
      where account_id = new.account_id and valid_to is null;
    update card_password set valid_to = greatest(new.valid_to, valid_from)
      where account_id = new.account_id and valid_to is null;
  end if;
  return null;
end $$;
revoke execute on function end_cards_of_leaver from public;
create policy asks on smartcard to current_user using (asks_for_a_scope());
create policy asks on card_password to current_user using (asks_for_a_scope());
create constraint trigger ends_cards after update of valid_to on membership deferrable initially deferred
  for each row when (old.valid_to is null and new.valid_to is not null) execute function end_cards_of_leaver();

-- Card passwords come with the directory; nobody sets one at a logon.
revoke insert on card_password from sallyport_sign_in;

create index smartcard_ends on smartcard (not_after) where valid_to is null;
