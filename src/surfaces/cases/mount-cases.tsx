import type { Context, Hono } from 'hono'
import { parseCase, sayCase } from '../../hotline/case-number.ts'
import { closeCase, passToOperators } from '../../hotline/end-case.ts'
import { CASE_FILTERS, findCase, listCases } from '../../hotline/list-cases.ts'
import type { ParticipantId } from '../../kernel/ids.ts'
import { seeOther, showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import type { FieldError } from '../../web/form-parts.tsx'
import { textsOf } from '../../web/frame.ts'
import { ADMINISTRATORS } from '../dms/administrators.ts'
import { enterDesk, enterFirm, type InsideRoom } from '../enter-rooms.ts'
import { DESK } from '../operator-desk/desk-roles.ts'
import type { Room, RoomsHere } from '../rooms.ts'
import { CasePage } from './case-page.tsx'
import { CasesPage } from './cases-page.tsx'
import { HANDLING, mountOpening } from './open-case.tsx'

const ON_A_PAGE = 50

interface InsideCases extends InsideRoom {
  /** Null at the desk. */
  readonly firm: ParticipantId | null
  /** Whether cases are his to open, to hand on and to close. */
  readonly handles: boolean
}

type Enter = (c: Context<WebEnv>, here: RoomsHere) => Promise<InsideCases | Response>

/** At the desk: every case. */
export const mountDeskCases: Room['mount'] = (app, here, at) => {
  const enter: Enter = async (c) => {
    const inside = await enterDesk(c, here, ...(c.req.method === 'POST' ? HANDLING : DESK))
    if (inside instanceof Response) return inside
    return { ...inside, firm: null, handles: inside.roles.some((role) => HANDLING.includes(role)) }
  }
  mountOpening(app, here, at)
  mountCases(app, here, at, enter)
  app.post(`${at}/:case{H-[0-9]+}/pass`, (c) => pass(c, here, enter))
}

/** In a firm: those that its administrators have to see to. */
export const mountFirmCases: Room['mount'] = (app, here, at) => {
  mountCases(app, here, at, async (c) => {
    const inside = await enterFirm(c, here, ...ADMINISTRATORS)
    return inside instanceof Response ? inside : { ...inside, firm: inside.participant.id, handles: true }
  })
}

function mountCases(app: Hono<WebEnv>, here: RoomsHere, at: string, enter: Enter) {
  app.get(at, (c) => showCases(c, here, enter))
  app.get(`${at}/:case{H-[0-9]+}`, (c) => showCase(c, here, enter, []))
  // What a POST showed is at its address: a language link leads back to the case.
  app.get(`${at}/:case{H-[0-9]+}/close`, (c) => showCase(c, here, enter, []))
  app.post(`${at}/:case{H-[0-9]+}/close`, (c) => close(c, here, enter))
}

const scopeOf = ({ firm }: InsideCases) =>
  firm === null ? ({ as: 'operations' } as const) : ({ as: 'participant', participant: firm } as const)

async function showCases(c: Context<WebEnv>, here: RoomsHere, enter: Enter) {
  const inside = await enter(c, here)
  if (inside instanceof Response) return inside
  const { base, around, firm, handles, mayChange } = inside
  const path = `${base}/cases`
  const show = CASE_FILTERS.find((one) => one === c.req.query('show')) ?? 'open'
  const before = parseCase(c.req.query('before') ?? '') ?? null
  const found = await here.world.database.read(scopeOf(inside), (db) =>
    listCases(db, { show, before, atMost: ON_A_PAGE + 1 }),
  )
  const cases = found.slice(0, ON_A_PAGE)
  const last = found.length > ON_A_PAGE ? cases.at(-1) : undefined
  const page = (
    <CasesPage
      {...{ ...around, path, show, cases }}
      first={before === null ? null : `${path}?show=${show}`}
      next={last === undefined ? null : `${path}?show=${show}&before=${sayCase(last.number)}`}
      mayOpen={firm === null && handles && mayChange}
    />
  )
  return showPage(c, page)
}

async function showCase(
  c: Context<WebEnv>,
  here: RoomsHere,
  enter: Enter,
  errors: readonly FieldError[],
  entered?: InsideCases,
) {
  const inside = entered ?? (await enter(c, here))
  if (inside instanceof Response) return inside
  const number = parseCase(c.req.param('case') ?? '')
  const found =
    number === undefined
      ? undefined
      : await here.world.database.read(scopeOf(inside), (db) => findCase(db, number))
  if (found === undefined) return c.var.refuse({ status: 404 })
  const open = found.closedAt === null && inside.handles && inside.mayChange
  const page = (
    <CasePage
      {...{ ...inside.around, found, errors }}
      path={`${inside.base}/cases/${sayCase(found.number)}`}
      opened={c.req.query('opened') !== undefined && found.closedAt === null}
      mayClose={open}
      mayPass={open && inside.firm === null && found.route === 'firm'}
    />
  )
  return showPage(c, page, errors.length === 0 ? 200 : 422)
}

async function close(c: Context<WebEnv>, here: RoomsHere, enter: Enter) {
  const inside = await enter(c, here)
  if (inside instanceof Response) return inside
  const { firm: participant, live, at, frame, base } = inside
  const number = parseCase(c.req.param('case') ?? '') ?? 0
  const outcome = (c.var.form.get('outcome') ?? '').trim()
  const { world } = here
  const closed = await closeCase(world, { number, participant, by: live.accountId, at, outcome })
  if (closed.ok) return seeOther(c, `${base}/cases/${sayCase(number)}`)
  const t = textsOf(frame).hotline
  const message = closed.refusal === 'not-open' ? t.notOpen : t.problems[closed.refusal]
  return showCase(c, here, enter, [{ field: 'outcome', message }], inside)
}

async function pass(c: Context<WebEnv>, here: RoomsHere, enter: Enter) {
  const inside = await enter(c, here)
  if (inside instanceof Response) return inside
  const { live, at, base } = inside
  const number = parseCase(c.req.param('case') ?? '') ?? 0
  await passToOperators(here.world, { number, by: live.accountId, at })
  return seeOther(c, `${base}/cases/${sayCase(number)}`)
}
