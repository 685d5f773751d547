-- What a logon costs the database (adr/0019).

-- The logon before this one is asked for on each page, and sessions are never deleted. Those that live are found by
-- logon_session_live.
drop index logon_session_account;
create index logon_session_account on logon_session (account_id, created_at);
