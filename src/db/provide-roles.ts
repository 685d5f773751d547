import pg from 'pg'
import { ROLE_OF } from './role-of-scope.ts'

/**
 * Roles nobody can log in as: sallyport_app, as whom the program works (openDatabase); one for each scope, which a
 * transaction of its takes; and sallyport_reader, who sees all and changes nothing. What they may do is said in
 * `migrations/`. Where they are missing the current user needs CREATEROLE; it becomes a member of sallyport_app, never of
 * the reader, whose eyes row security does not bind.
 */
export async function provideRoles(client: pg.Client): Promise<void> {
  // Roles belong to the cluster: another database's migration may make them at this moment. Then look again.
  const again = (error: unknown) => {
    if (!(error instanceof pg.DatabaseError && MADE_MEANWHILE.has(error.code ?? ''))) throw error
    return client.query(ROLES)
  }
  await client.query(ROLES).catch(again)
}

/** duplicate_object, unique_violation, and internal_error for "tuple concurrently updated". */
const MADE_MEANWHILE: ReadonlySet<string> = new Set(['42710', '23505', 'XX000'])

// sallyport_app inherits nothing: what a scope's role may do it may only after it has taken that role.
const ROLES = `
do $$
declare purpose text;
begin
  if to_regrole('sallyport_reader') is null then
    create role sallyport_reader nologin;
  end if;
  if to_regrole('sallyport_app') is null then
    create role sallyport_app nologin noinherit;
    grant sallyport_app to current_user;
  elsif not pg_has_role('sallyport_app', 'member') then
    grant sallyport_app to current_user;
  end if;
  foreach purpose in array '{${Object.values(ROLE_OF)}}'::text[] loop
    if to_regrole(purpose) is null then
      execute format('create role %I nologin', purpose);
    end if;
    if not pg_has_role('sallyport_app', purpose, 'member') then
      execute format('grant %I to sallyport_app', purpose);
    end if;
  end loop;
end $$`
