-- User IDs that more than one firm has, or a firm and the house. account_acts_elsewhere (0017) asks of one; of a file of a
-- hundred thousand lines this is asked of each by its keys. As there it asks as the owner and says that, not whose; a firm
-- is told of its own people alone.
create view shared_account with (security_barrier) as
  select m.account_id from membership m
  where m.valid_to is null and m.participant_id = coalesce((select sees_participant()), m.participant_id)
    and exists (select from membership o where o.account_id = m.account_id and o.valid_to is null
      and o.participant_id is distinct from m.participant_id);
grant select on shared_account to sallyport_participant, sallyport_operations;
