-- The newest revocation list of each authority of cards, at rest: a node that starts while the authority is away begins
-- with its last word, and none is ever followed by an older one. What it says is judged again each time it is read.

create table card_revocation_list (
  -- The list's scope and its authority's key.
  slot text primary key,
  der bytea not null,
  this_update timestamptz not null,
  -- The CRL number, of up to 20 octets (RFC 5280 section 5.2.3).
  number numeric,
  kept_at timestamptz not null
);
grant select, insert, update on card_revocation_list to sallyport_operations;
