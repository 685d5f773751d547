import type { Context } from 'hono'
import { eachRegistered, registeredAfter } from '../../registrations/each-registered.ts'
import { registrationNumber } from '../../registrations/rules/number-text.ts'
import { type OfferedEvent, offeredEvent } from '../../registrations/rules/offered.ts'
import { takeRegistrations } from '../../registrations/take-registrations.ts'
import { showPage } from '../../web/answer.ts'
import { answerCsv, csvLine } from '../../web/answer-csv.ts'
import type { WebEnv } from '../../web/env.ts'
import { type Frame, textsOf } from '../../web/frame.ts'
import { enterDesk, type InsideRoom } from '../enter-rooms.ts'
import type { Room, RoomsHere } from '../rooms.ts'
import type { SurfaceWorld } from '../world.ts'
import { RegisteredPage } from './pages/registered-page.tsx'

const FIRMS_ON_A_PAGE = 50

/** Who has registered for an event, firm by firm, on screen and as a file. */
export const mountRegistered: Room['mount'] = (app, here, at) => {
  const one = `${at}/:event{[a-z0-9.-]+}`
  app.get(one, (c) => withEvent(c, here, (inside, offered) => show(c, here, inside, offered)))
  app.get(`${one}/registrations.csv`, (c) =>
    withEvent(c, here, (inside, offered) => send(c, here, inside, offered)),
  )
}

async function withEvent(
  c: Context<WebEnv>,
  here: RoomsHere,
  answer: (inside: InsideRoom, offered: OfferedEvent) => Promise<Response>,
) {
  const inside = await enterDesk(c, here)
  if (inside instanceof Response) return inside
  const offered = offeredEvent(here.world.programme, c.req.param('event') ?? '')
  return offered === undefined ? c.var.refuse({ status: 404 }) : answer(inside, offered)
}

async function show(c: Context<WebEnv>, { world }: RoomsHere, inside: InsideRoom, offered: OfferedEvent) {
  const after = (c.req.query('after') ?? '').slice(0, 12)
  const { id } = offered.event
  const rows = await world.database.read({ as: 'operations' }, (db) =>
    registeredAfter(db, id, after, FIRMS_ON_A_PAGE + 1),
  )
  const codes = [...new Set(rows.map(({ code }) => code))]
  const last = codes.length > FIRMS_ON_A_PAGE ? codes[FIRMS_ON_A_PAGE - 1] : undefined
  const path = `${inside.base}/events/${id}`
  const page = (
    <RegisteredPage
      {...inside.around}
      path={path}
      offered={offered}
      rows={last === undefined ? rows : rows.filter(({ code }) => code <= last)}
      first={after === '' ? null : path}
      next={last === undefined ? null : `${path}?after=${last}`}
    />
  )
  return showPage(c, page)
}

async function send(c: Context<WebEnv>, { world }: RoomsHere, inside: InsideRoom, offered: OfferedEvent) {
  const { live, at, frame } = inside
  const { id: event } = offered.event
  await takeRegistrations(world.database, world, { event, by: live.accountId, session: live.id, at })
  return answerCsv(c, `registrations-${event.replaceAll('.', '-')}`, linesOf(world, frame, offered))
}

async function* linesOf({ database }: Pick<SurfaceWorld, 'database'>, frame: Frame, offered: OfferedEvent) {
  const { events: t, requests, deskFirms } = textsOf(frame)
  const { language } = frame.visit
  const sessionOf = (id: string) => offered.sessions.find(({ session }) => session.id === id)?.session
  yield csvLine([
    ...[requests.firm, deskFirms.columns.name, t.sessionName, t.site, t.means, t.howMany],
    ...[t.filedAs, t.late, t.contact, t.telephone],
  ])
  for await (const row of eachRegistered(database, offered.event.id)) {
    const session = sessionOf(row.session)
    yield csvLine([
      ...[row.code, language === 'en' ? row.nameEn : row.nameZh, session?.title[language] ?? row.session],
      ...[session === undefined ? null : t.sites[session.site], t.by[row.by], row.people],
      ...[registrationNumber(row.number), row.late ? t.late : null, row.contactName, row.contactTelephone],
    ])
  }
}
