import type { LongWork } from '../db/open-long-work.ts'
import type { Instant } from '../kernel/instant.ts'
import type { EventKind } from './kinds.ts'
import type { AuditWorld } from './record-event.ts'

export interface EventSet {
  readonly kind: EventKind
  readonly at: Instant
  /** What every event of the set states beside its own facts: on whose authority. */
  readonly facts: Readonly<Record<string, string | boolean>>
  /**
   * A select of one row an event: `name` (unique within the set), `account_id`, `facts` (jsonb), and `particulars`, JSON
   * as `recordEvent` writes it: keys sorted, no blanks. An object without particulars is '{}'.
   */
  readonly rows: string
}

/**
 * Writes an event for each row of a select, in one statement: the same events as `recordEvent` would write one by one.
 * Ids and salts are drawn from one random seed, which nobody keeps.
 */
export async function recordEventSet(
  work: Pick<LongWork, 'run'>,
  world: AuditWorld,
  set: EventSet,
): Promise<number> {
  const seed = Buffer.from(world.randomness.bytes(32)).toString('hex')
  const statement = `
    with said as (
      select id_from($1, name) as id, account_id, facts || $2::jsonb as facts, particulars,
        substring(sha256(convert_to($1 || '/salt/' || name, 'UTF8')) for 16) as salt
      from (${set.rows}) as source
    ), event as (
      insert into audit_event (id, at, epoch, kind, account_id, facts)
      select id, $3, $4, $5, account_id, facts || jsonb_build_object('particulars',
        encode(sha256(salt || convert_to(particulars, 'UTF8')), 'hex'))
      from said
    ), personal as (
      insert into audit_personal (event_id, salt, particulars) select id, salt, particulars::jsonb from said returning 1
    )
    select count(*) as written from personal`
  const parameters = [seed, JSON.stringify(set.facts), set.at, world.epoch, set.kind]
  const [counted] = await work.run<{ written: number }>(statement, parameters)
  return counted?.written ?? 0
}
