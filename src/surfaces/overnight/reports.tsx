import type { Context } from 'hono'
import type { ReportId } from '../../kernel/ids.ts'
import { parseDay } from '../../kernel/instant.ts'
import { listReports } from '../../overnight-reports/list-reports.ts'
import { openReport } from '../../overnight-reports/open-report.ts'
import { mayUseFunction } from '../../rights/may-use-function.ts'
import { showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import { enterFirm, type InsideFirm } from '../enter-rooms.ts'
import type { Room, RoomsHere } from '../rooms.ts'
import { answerReport } from './answer-report.ts'
import { NotEntitledPage } from './pages/not-entitled-page.tsx'
import { ReportsPage } from './pages/reports-page.tsx'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const mountReports: Room['mount'] = (app, here, at) => {
  app.get(at, (c) => showReports(c, here))
  app.get(`${at}/reports/:report`, (c) => download(c, here))
}

/** A user of this firm whose groups at this very firm have the function. */
async function enterReports(c: Context<WebEnv>, here: RoomsHere): Promise<InsideFirm | Response> {
  const inside = await enterFirm(c, here, 'user')
  if (inside instanceof Response) return inside
  const { participant, live } = inside
  const asked = { account: live.accountId, participant: participant.id, wanted: here.door.function }
  const scope = { as: 'participant', participant: participant.id } as const
  const may = await here.world.database.read(scope, (db) => mayUseFunction(db, asked))
  return may ? inside : showPage(c, <NotEntitledPage {...inside.around} firmName={participant.name} />, 403)
}

async function showReports(c: Context<WebEnv>, here: RoomsHere) {
  const inside = await enterReports(c, here)
  if (inside instanceof Response) return inside
  const { participant, at, base, around } = inside
  const before = parseDay(c.req.query('before')) ?? null
  const wanted = { participant: participant.id, at, before }
  const { world } = here
  const list = await world.database.read({ as: 'participant', participant: participant.id }, (db) =>
    listReports(db, world.programme, wanted),
  )
  const hrefOf = (id: ReportId) => `${base}/reports/${id}`
  return showPage(
    c,
    <ReportsPage {...around} {...list} path={base} newest={before === null} hrefOf={hrefOf} />,
  )
}

async function download(c: Context<WebEnv>, here: RoomsHere) {
  const inside = await enterReports(c, here)
  if (inside instanceof Response) return inside
  const id = c.req.param('report') ?? ''
  if (!UUID.test(id)) return c.var.refuse({ status: 404 })
  const { world } = here
  const { participant, live, at } = inside
  const opening = await openReport(
    { ...world, now: () => world.clocks.programme.now() },
    {
      ...{ participant: participant.id, id: id as ReportId, by: live.accountId, session: live.id, at },
      ...{ range: c.req.header('range'), ifRange: c.req.header('if-range') },
      headOnly: c.req.method === 'HEAD',
    },
  )
  return answerReport(c, opening)
}
