import type { Context } from 'hono'
import { type AccessCounts, type AccessRow, listAccess, NOT_BEGUN } from '../../attestations/access-store.ts'
import { ACCESS_FILTERS, type AccessFilter, isKey } from '../../attestations/access-wanted.ts'
import { type Attestation, attestationsOf, openRequestFor } from '../../attestations/find-attestation.ts'
import { type MarkedRow, markedRows } from '../../attestations/marked-rows.ts'
import type { ReadDb } from '../../db/transaction.ts'
import type { RequestNumber } from '../../kernel/ids.ts'
import { isAtOrBefore } from '../../kernel/instant.ts'
import { type AttestationPeriod, attestationPeriod } from '../../programme/rules/attestation-period.ts'
import type { InsideFirm } from '../enter-rooms.ts'
import type { RoomsHere } from '../rooms.ts'
import { type ListPage, type ListQuery, PAGE, pageOf, readListQuery } from './list-query.ts'

/** What the page of a firm's attestation shows. */
export interface AttestationSeen {
  /** Null: none is asked for. */
  readonly period: AttestationPeriod | null
  readonly isOverdue: boolean
  /** Of the period that runs; undefined where nobody has begun. */
  readonly current: Attestation | undefined
  /** The request by which it would be attested. */
  readonly waiting: RequestNumber | null
  readonly query: ListQuery<AccessFilter>
  readonly counts: AccessCounts
  readonly list: ListPage<AccessRow>
  readonly marked: readonly MarkedRow[]
  readonly all: readonly Attestation[]
}

const NOBODY: AccessCounts = { all: 0, toAnswer: 0, open: 0, dormant: 0, leaving: 0 }

export function readAttestation(
  c: Context,
  { world }: RoomsHere,
  inside: InsideFirm,
): Promise<AttestationSeen> {
  const firm = inside.participant.id
  return world.database.read({ as: 'participant', participant: firm }, async (db) => {
    const period = attestationPeriod(world.programme, inside.at)
    const all = await attestationsOf(db, firm)
    const current = all.find((one) => one.period === period?.due.toString())
    const attested = current?.attested ?? null
    return {
      ...{ period, current, all, ...(await readRows(c, db, inside, period, current)) },
      isOverdue: period !== null && attested === null && isAtOrBefore(period.dueAt, inside.at),
      waiting: await openRequestFor(db, firm),
      marked: current === undefined || attested === null ? [] : await markedRows(db, firm, current.id),
    }
  })
}

/** What was attested is not answered any more: of that there is the record. */
async function readRows(
  c: Context,
  db: ReadDb,
  { participant, base, live, at }: InsideFirm,
  period: AttestationPeriod | null,
  current: Attestation | undefined,
) {
  const query = readListQuery(c, ACCESS_FILTERS)
  const path = `${base}/attestation`
  if (period === null || (current?.attested ?? null) !== null)
    return { query, counts: NOBODY, list: pageOf<AccessRow>(path, query, []) }
  const asked = { firm: participant.id, attestation: current?.id ?? NOT_BEGUN, at }
  const [key = ''] = Object.values(query.from)
  const from = isKey(key) ? query.from : { after: '' }
  const wanted = { filter: query.filter, from, dormantBefore: period.dormantBefore, viewer: live.accountId }
  const { rows, counts } = await listAccess(db, asked, wanted, PAGE + 1)
  return { query: { ...query, from }, counts, list: pageOf(path, { ...query, from }, rows, keyOf) }
}

function keyOf({ key }: AccessRow): string {
  return key
}
