import type { Context } from 'hono'
import { scopeOf } from '../../changes/make-request.ts'
import { parseNumber, rowOf } from '../../changes/rules/request-number.ts'
import { listPasscodes } from '../../emergency/list-passcodes.ts'
import { showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import { ADMINISTRATORS } from '../dms/administrators.ts'
import { enterDesk, enterFirm } from '../enter-rooms.ts'
import type { Room, RoomsHere } from '../rooms.ts'
import { EmergencyListPage } from './emergency-list-page.tsx'
import { type EnterEmergencies, postShow, showBefore } from './show-passcode.tsx'

const ON_A_PAGE = 50

/** The emergency passcodes of a firm, and the page that shows one to who asked for it. */
export const mountFirmEmergencies: Room['mount'] = (app, here, at) =>
  mount(app, here, at, async (c) => {
    const inside = await enterFirm(c, here, ...ADMINISTRATORS)
    return inside instanceof Response ? inside : { ...inside, firm: inside.participant.id }
  })

/** Those of all firms, and those that operators gave DAs. Not for the hotline: what it can't ask for it need not see. */
export const mountDeskEmergencies: Room['mount'] = (app, here, at) =>
  mount(app, here, at, async (c) => {
    const inside = await enterDesk(c, here, 'operator-maker', 'operator-checker', 'auditor')
    return inside instanceof Response ? inside : { ...inside, firm: null }
  })

function mount(
  app: Parameters<Room['mount']>[0],
  here: RoomsHere,
  at: string,
  enter: EnterEmergencies,
): void {
  const one = `${at}/:emergency{R-[0-9]+}`
  app.get(at, (c) => showList(c, here, enter))
  app.get(one, (c) => showBefore(c, here, enter))
  app.post(one, (c) => postShow(c, here, enter))
}

async function showList(c: Context<WebEnv>, here: RoomsHere, enter: EnterEmergencies) {
  const inside = await enter(c)
  if (inside instanceof Response) return inside
  const { around, base, firm, at } = inside
  const path = `${base}/emergency`
  const before = parseNumber(c.req.query('before') ?? '')
  const wanted = { participant: firm, atMost: ON_A_PAGE + 1, at, ...(before && { before: rowOf(before) }) }
  const found = await here.world.database.read(scopeOf(firm), (db) => listPasscodes(db, wanted))
  const passcodes = found.slice(0, ON_A_PAGE)
  const last = found.length > ON_A_PAGE ? passcodes.at(-1) : undefined
  const page = (
    <EmergencyListPage
      {...{ ...around, passcodes, requests: `${base}/requests` }}
      first={before === undefined ? null : path}
      next={last === undefined ? null : `${path}?before=${last.request}`}
    />
  )
  return showPage(c, page)
}
