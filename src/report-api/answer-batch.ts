import type { IncomingMessage, ServerResponse } from 'node:http'
import { type AuditWorld, recordEvent } from '../audit/record-event.ts'
import { DatabaseUnavailable } from '../db/database-unavailable.ts'
import { OutcomeUnknown } from '../db/outcome-unknown.ts'
import type { Database } from '../db/transaction.ts'
import type { Clocks } from '../kernel/clock.ts'
import type { Instant } from '../kernel/instant.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { firmsByCode } from '../overnight-reports/plan-publishing.ts'
import { publishReport } from '../overnight-reports/publish-reports.ts'
import type { ReportStore } from '../overnight-reports/report-store.ts'
import { judgeDay } from '../overnight-reports/rules/judge-day.ts'
import { StoreUnavailable } from '../overnight-reports/store-unavailable.ts'
import { findToken, isLive, isLiveStill, type ReportToken } from '../overnight-reports/tokens/tokens.ts'
import type { Programme } from '../programme/programme.ts'
import type { Front } from '../web/answer-request.ts'
import type { WatchRequests } from '../web/watch-request.ts'
import { describeApi, type Published } from './describe-api.ts'
import type { ProblemName } from './problems.ts'
import { placeIn, readUpload, tokenIn, type Upload } from './rules/read-upload.ts'
import { say, sayProblem } from './say.ts'

export interface BatchWorld extends AuditWorld {
  readonly database: Database
  readonly reports: ReportStore
  readonly clocks: Clocks
  readonly programme: Programme
}

export interface BatchParts {
  /** As it stands now: the authority may move. */
  readonly world: () => BatchWorld
  /** Whether authority lies at this site: elsewhere the bytes would lie where nobody looks. */
  readonly isHere: () => boolean
  readonly watch: WatchRequests
  /** Told of what is no outage. */
  readonly report: (fault: unknown) => void
}

const ROUTE = '/api/reports/:day/:participant/:name'
const DESCRIPTION = '/api/openapi.json'
/** Each holds a part of its report in memory, and a line to the store. */
const MOST_AT_ONCE = 8
/** A line that brings nothing for so long is a cut one; the store may be slow meanwhile. */
const STILL_MILLISECONDS = 120_000

/** Answers every request of the listener for batches: no cookie is read or set, nobody is logged on. */
export function answerBatch(parts: BatchParts): Front {
  let running = 0
  return (incoming, outgoing) => {
    const { method, url = '' } = incoming
    const answered = parts.watch()
    outgoing.once('close', () =>
      answered({
        method: method === 'GET' ? 'GET' : 'other',
        route: placeIn(url) === undefined ? '/*' : ROUTE,
        status: outgoing.statusCode,
        reference: undefined,
      }),
    )
    if (url === DESCRIPTION && method === 'GET') return say(incoming, outgoing, 200, describeApi())
    if (running >= MOST_AT_ONCE) return sayProblem(incoming, outgoing, 'busy')
    running += 1
    publish(parts, incoming, outgoing)
      .catch((fault: unknown) => refused(problemIn(parts, incoming, fault)))
      .then((result) => {
        running -= 1
        if (result.ok) say(incoming, outgoing, result.value.outcome === 'new' ? 201 : 200, result.value)
        else sayProblem(incoming, outgoing, result.refusal)
      })
      .catch(parts.report)
    return true
  }
}

/** In this order: address, token, site, headers, day and firm; and only then is a byte of it asked for. */
async function publish(
  parts: BatchParts,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<Result<Published, ProblemName>> {
  const place = placeIn(incoming.url ?? '')
  if (place === undefined) return refused('no-address')
  if (incoming.method !== 'PUT') return refused('wrong-method')
  const world = parts.world()
  const at = world.clocks.programme.now()
  const shown = tokenIn(incoming.headers)
  const token = shown && (await world.database.read({ as: 'operations' }, (db) => findToken(db, shown)))
  if (!token) return refused('no-token')
  const result = await publishBy(token, parts, { incoming, outgoing, at, world }, () =>
    readUpload(incoming.headers, place),
  )
  if (!result.ok) await recordRefusal(world, token, result.refusal)
  return result
}

interface Request {
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
  readonly at: Instant
  readonly world: BatchWorld
}

async function publishBy(
  token: ReportToken,
  { isHere }: BatchParts,
  { incoming, outgoing, at, world }: Request,
  read: () => Result<Upload, ProblemName>,
): Promise<Result<Published, ProblemName>> {
  if (!isLive(token, at)) return refused('no-token')
  if (!isHere()) return refused('not-here')
  const asked = read()
  if (!asked.ok) return asked
  const { day, participant: code, name, said } = asked.value
  if (judgeDay(world.programme, day, at) !== null) return refused('bad-day')
  const { database, reports: store, clocks } = world
  const participant = (await firmsByCode(database, [code])).get(code)
  if (participant === undefined) return refused('no-participant')
  if (incoming.headers.expect !== undefined) outgoing.writeContinue()
  incoming.setTimeout(STILL_MILLISECONDS, () => incoming.destroy())
  const mayStill: Parameters<typeof publishReport>[0]['mayStill'] = (tx) =>
    isLiveStill(tx, token.id, clocks.programme.now())
  const outcome = await publishReport(
    { database, store, world, day, at, publishedBy: `token ${token.name}`, mayStill },
    { participant, name, content: incoming, said },
  )
  if (outcome === 'no-longer-allowed') return refused('no-token')
  if (outcome === 'other-bytes') return refused('other-bytes')
  const became = { new: 'new', replaced: 'amended', unchanged: 'the-same' } as const
  return done({
    ...{ outcome: became[outcome], businessDay: day.toString(), participant: code, name },
    sha256: said.toString('hex'),
  })
}

/** Of a token that was never made there is no event: anybody could write as many as he likes. */
async function recordRefusal(world: BatchWorld, { id, name }: ReportToken, reason: string): Promise<void> {
  await world.database.write({ as: 'operations' }, (tx) =>
    recordEvent(tx, world, {
      kind: 'report.publishing-refused',
      at: world.clocks.programme.now(),
      ...{ accountId: null, reference: null, particulars: {} },
      facts: { token: id, name, reason },
    }),
  )
}

function problemIn({ report }: BatchParts, incoming: IncomingMessage, fault: unknown): ProblemName {
  // Whoever sent it is gone before its end: nobody hears the answer.
  if (incoming.destroyed && !incoming.complete) return 'other-bytes'
  if (fault instanceof OutcomeUnknown) return 'unsure'
  if (fault instanceof DatabaseUnavailable) return 'database-away'
  report(fault)
  if (fault instanceof StoreUnavailable) return fault.isFull ? 'full' : 'store-away'
  return 'fault'
}
