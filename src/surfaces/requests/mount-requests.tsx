import type { Context } from 'hono'
import { readAttendance } from '../../changes/attendance.ts'
import { listRequests } from '../../changes/list-requests.ts'
import { readRequest } from '../../changes/read-request.ts'
import { parseNumber } from '../../changes/rules/request-number.ts'
import type { RequestNumber } from '../../kernel/ids.ts'
import { seeOther, showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import { enterDesk, enterFirm } from '../enter-rooms.ts'
import type { Room, RoomsHere } from '../rooms.ts'
import { type EnterRequests, readIn } from './inside-requests.ts'
import { postDeed } from './post-deed.tsx'
import { WHICH, type Which } from './request-props.ts'
import { RequestsPage } from './requests-page.tsx'
import { showRequest } from './show-request.tsx'

const PER_PAGE = 50
const ROOM = 'requests'

export function mountFirmRequests(chain: 'firm' | 'connect'): Room['mount'] {
  return (app, here, at) => {
    const enter = async (c: Context<WebEnv>) => {
      const inside = await enterFirm(c, here)
      if (inside instanceof Response) return inside
      return { ...inside, firm: inside.participant.id, chain, path: `${inside.base}/${ROOM}` }
    }
    mount(app, here, at, enter)
  }
}

/** Not for the hotline: it looks reasons up, and decides on nothing. */
export const mountDeskRequests: Room['mount'] = (app, here, at) => {
  const enter = async (c: Context<WebEnv>) => {
    const inside = await enterDesk(c, here, 'operator-maker', 'operator-checker', 'auditor')
    if (inside instanceof Response) return inside
    return { ...inside, firm: null, chain: 'operators' as const, path: `${inside.base}/${ROOM}` }
  }
  mount(app, here, at, enter)
}

function mount(app: Parameters<Room['mount']>[0], here: RoomsHere, at: string, enter: EnterRequests) {
  const one = `${at}/:number{R-[0-9]+}`
  app.get(at, (c) => showList(c, here, enter))
  app.get(one, async (c) => {
    const inside = await enter(c)
    if (inside instanceof Response) return inside
    return showRequest(c, here, inside, { remark: c.req.query('remark') ?? '', errors: [] })
  })
  app.post(one, (c) => postDeed(c, here, enter))
}

async function showList(c: Context<WebEnv>, here: RoomsHere, enter: EnterRequests) {
  const inside = await enter(c)
  if (inside instanceof Response) return inside
  const { live, at, around, path, firm } = inside
  const typed = (c.req.query('q') ?? '').slice(0, 100).trim()
  const wanted = parseNumber(typed)
  const looking = { participant: firm, viewer: live.accountId, at }
  const which = WHICH.find((one) => one === c.req.query('show')) ?? 'to-decide'
  const before = parseNumber(c.req.query('before') ?? '')
  if (wanted !== undefined) {
    const found = await readIn(here, inside, (db) =>
      readRequest(here.world, db, { ...looking, number: wanted }),
    )
    if (found !== undefined) return seeOther(c, `${path}/${wanted}`)
  }
  const found = await readIn(here, inside, (db) =>
    listRequests(here.world, db, {
      ...looking,
      which,
      atMost: PER_PAGE + 1,
      ...(before && { before }),
    }),
  )
  const { unattended } = await readIn(here, inside, (db) =>
    readAttendance(db, { participant: firm, at }, inside.chain),
  )
  const requests = typed === '' ? found.slice(0, PER_PAGE) : []
  const last = found.length > PER_PAGE && typed === '' ? requests.at(-1)?.number : undefined
  const page = (
    <RequestsPage
      {...around}
      path={path}
      which={which}
      requests={requests}
      unattended={unattended}
      notFound={typed === '' ? null : typed}
      first={before === undefined ? null : pageOf(path, which)}
      next={last === undefined ? null : pageOf(path, which, last)}
    />
  )
  return showPage(c, page)
}

function pageOf(path: string, which: Which, before?: RequestNumber): string {
  return `${path}?show=${which}${before === undefined ? '' : `&before=${before}`}`
}
