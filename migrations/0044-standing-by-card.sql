-- Whether somebody gets in by an open smartcard door turns on whether he holds a card then: a firm's standing says it, as what
-- is read of each person one by one does. Programs of before ask firm_standing (0039), which a later step takes away.
create function firm_standing_by_card(cards_at timestamptz) returns table (user_id text, status text, roles text[], email boolean,
    card boolean, kinds text[], functions text[])
  language sql stable security definer set search_path = pg_catalog, public, pg_temp set enable_nestloop = off rows 10000
  begin atomic
    with seat as materialized (
      select m.id, m.account_id, m.role from membership m where m.participant_id = sees_participant() and m.valid_to is null),
    held as materialized (select seat.account_id, array_agg(seat.role order by seat.role) as roles from seat group by 1),
    his as materialized (select array(select held.account_id from held) as ids),
    a as materialized (select account.id, account.user_id, account.status from account
      where account.id = any((select his.ids from his)::uuid[])),
    e as materialized (select r.account_id from registered_email r
      where r.account_id = any((select his.ids from his)::uuid[]) and r.valid_to is null),
    s as materialized (select r.account_id from smartcard r
      where r.account_id = any((select his.ids from his)::uuid[]) and r.valid_to is null and r.not_after > cards_at),
    c as materialized (select r.account_id, array_agg(r.kind order by r.kind) as kinds from credential r
      where r.account_id = any((select his.ids from his)::uuid[]) and r.valid_to is null group by r.account_id),
    g as materialized (select i.membership_id, i.user_group_id from user_group_member i
      where i.membership_id = any(array(select seat.id from seat)) and i.valid_to is null),
    f as materialized (select * from user_group_function r where r.user_group_id = any(array(select g.user_group_id from g))),
    used as materialized (select seat.account_id, array_agg(distinct f.function_id) as functions
      from seat join g on g.membership_id = seat.id join f on f.user_group_id = g.user_group_id group by 1)
    select a.user_id, a.status, held.roles, e.account_id is not null, s.account_id is not null,
        coalesce(c.kinds, '{}'), coalesce(used.functions, '{}')
    from held join a on a.id = held.account_id and a.status <> 'removed' left join e on e.account_id = a.id
      left join s on s.account_id = a.id left join c on c.account_id = a.id left join used on used.account_id = a.id;
  end;
revoke execute on function firm_standing_by_card from public;
grant execute on function firm_standing_by_card to sallyport_participant;
