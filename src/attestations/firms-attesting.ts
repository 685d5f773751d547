import { sql } from 'kysely'
import { sayNumber } from '../changes/rules/request-number.ts'
import { type ReadDb, selectRows } from '../db/transaction.ts'
import type { ParticipantId, RequestNumber } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** How far each firm is with a period, for operators and auditors. */
export const FIRM_STATES = ['not-begun', 'begun', 'submitted', 'attested'] as const
export type FirmState = (typeof FIRM_STATES)[number]

export interface FirmAttesting {
  readonly id: ParticipantId
  readonly code: string
  readonly nameEn: string
  readonly nameZh: string
  readonly state: FirmState
  readonly attestedAt: Instant | null
  readonly request: RequestNumber | null
}

export interface FirmsAttesting {
  readonly firms: readonly FirmAttesting[]
  readonly counts: Readonly<Record<FirmState, number>>
}

/** At most so many after `after`, by code; a firm that came after the period was due is not asked. */
export async function firmsAttesting(
  db: ReadDb,
  period: { readonly due: string; readonly dueAt: Instant },
  {
    show,
    after,
    atMost,
  }: { readonly show: FirmState | 'all'; readonly after: string; readonly atMost: number },
): Promise<FirmsAttesting> {
  const rows = await selectRows(
    db,
    sql<
      { counts: string; code: string | null } & Omit<FirmAttesting, 'request'> & { request: number | null }
    >`
    with firm as materialized (
      select p.id, p.code, p.name_en as "nameEn", p.name_zh as "nameZh", t.attested_at as "attestedAt",
        coalesce(t.request, r.number) as request,
        case when t.attested_at is not null then 'attested' when r.number is not null then 'submitted'
          when t.id is not null then 'begun' else 'not-begun' end as state
      from participant p left join attestation t on t.participant_id = p.id and t.period = ${period.due}
        left join lateral (select number from change_request r where r.participant_id = p.id
          and r.kind = 'access.attest' and r.ended_at is null order by number limit 1) as r on true
      where p.created_at < ${period.dueAt})
    select (select json_object_agg(state, n) from (select state, count(*) as n from firm group by state) as s) as counts,
      page.* from (select) as one left join (
        select * from firm where code collate "C" > ${after} and ${show === 'all' ? sql`true` : sql`state = ${show}`}
        order by code collate "C" limit ${atMost}) as page on true
    order by page.code collate "C"`,
  )
  const counted = JSON.parse(rows[0]?.counts ?? '{}') as Partial<Record<FirmState, number>>
  return {
    counts: {
      'not-begun': counted['not-begun'] ?? 0,
      begun: counted.begun ?? 0,
      submitted: counted.submitted ?? 0,
      attested: counted.attested ?? 0,
    },
    firms: rows
      .filter(({ code }) => code !== null)
      .map(({ counts: _, request, ...firm }) => ({
        ...firm,
        request: request === null ? null : sayNumber(request),
      })),
  }
}
