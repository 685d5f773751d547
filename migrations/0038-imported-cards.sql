-- Cards and card passwords that a registry's files bring in (adr/0042).

-- SHA-256 of the hash as the registry gave it, whose salt nobody can guess; null for what came another way. By it an import
-- tells a password it has brought before from another one, and one that ended never comes back.
alter table card_password add column imported_as text check (imported_as ~ '^[0-9a-f]{64}$');
create unique index card_password_once on card_password (account_id, imported_as);
grant select (imported_as) on card_password to sallyport_operations;
