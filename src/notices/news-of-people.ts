import { type RawBuilder, sql } from 'kysely'
import type { ParticipantId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** Whose tasks: of one firm, of the operator's desk, or of everybody. */
export type Among = ParticipantId | 'desk' | 'all'

/** How long somebody is told what became of his request, and that one person acted alone. */
export const NEWS = { hours: 7 * 24 } as const

/** Who got in by an emergency passcode: what two people did for one is told to all of them, for as long as other news. */
export function emergencies(at: Instant, among: Among): RawBuilder<unknown> {
  const seen =
    among === 'all' ? sql`true` : among === 'desk' ? sql`told.desk` : sql`p.participant_id = ${among}`
  return sql`
    emergency_task as (
      select told.kind, told.kind || '/' || p.id as task, p.participant_id as firm, 1 as count, told.roles, told."right",
        told.desk, null::uuid as maker, '{}'::uuid[] as hands, array[p.account_id] as concerns
      from emergency_passcode p join change_request r on r.number = p.request join told_to told on told.kind =
        case r.chain when 'firm' then 'user-emergency' else 'administrator-emergency' end
      where p.spent_at > ${at.subtract(NEWS)} and p.spent_at <= ${at} and ${seen})`
}

/**
 * What operators changed of somebody whom several firms have (src/accounts/of-several-firms.ts): news for each of them, by the
 * event's own words. Whoever was removed from a firm meanwhile is not its own to hear of.
 */
export function ofSeveral(at: Instant, among: Among): RawBuilder<unknown> {
  const seen = among === 'all' ? sql`true` : among === 'desk' ? sql`false` : sql`m.participant_id = ${among}`
  return sql`
    several_task as (
      select distinct told.kind, told.kind || '/' || m.participant_id || '/' || e.id as task, m.participant_id as firm,
        1 as count, told.roles, told."right", told.desk, null::uuid as maker, '{}'::uuid[] as hands,
        array[e.account_id] as concerns
      from audit_event e join membership m on m.account_id = e.account_id and m.valid_to is null
        join told_to told on told.kind = 'user-of-several'
      where e.facts ->> 'ofSeveral' is not null and e.at > ${at.subtract(NEWS)} and e.at <= ${at} and ${seen})`
}
