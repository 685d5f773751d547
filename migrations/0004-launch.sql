-- Which programme file is in force, and what people decided about its launch. Both only ever grow.

create table programme_in_force (
  revision bigint generated always as identity primary key,
  programme_id text not null,
  digest bytea not null check (length(digest) = 32),
  source text not null,
  since timestamptz not null
);

create table launch_decision (
  revision bigint generated always as identity primary key,
  programme_id text not null,
  kind text not null check (kind in ('go', 'no-go')),
  decided_at timestamptz not null,
  maker uuid not null references account,
  checker uuid not null references account,
  remark text not null,
  check (maker <> checker)
);
