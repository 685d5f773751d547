import type { Context } from 'hono'
import { readAttendance } from '../../changes/attendance.ts'
import { type AbsenceRefusal, declareAbsence } from '../../changes/declare-absence.ts'
import { withdrawAbsence } from '../../changes/withdraw-absence.ts'
import type { AccountId, ParticipantId } from '../../kernel/ids.ts'
import { laterOf, parseDay } from '../../kernel/instant.ts'
import type { Chain, Role } from '../../kernel/vocabulary.ts'
import { seeOther, showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import type { FieldError } from '../../web/form-parts.tsx'
import { textsOf } from '../../web/frame.ts'
import { enterDesk, enterFirm, type InsideRoom } from '../enter-rooms.ts'
import type { Room, RoomsHere } from '../rooms.ts'
import { AbsencesPage } from './absences-page.tsx'

/** Somebody before the absences of his firm, or at the desk before the operators'. */
interface InsideAbsences extends InsideRoom {
  readonly firm: ParticipantId | null
}

/** Who of those that requests wait for is away, and until when: of a firm behind one of its doors, or at the desk. */
export function mountFirmAbsences(chain: 'firm' | 'connect'): Room['mount'] {
  return mounted(chain, async (c, here) => {
    const inside = await enterFirm(c, here)
    return inside instanceof Response ? inside : { ...inside, firm: inside.participant.id }
  })
}

export function mountDeskAbsences(...roles: readonly Role[]): Room['mount'] {
  return mounted('operators', async (c, here) => {
    const inside = await enterDesk(c, here, ...roles)
    return inside instanceof Response ? inside : { ...inside, firm: null }
  })
}

type Enter = (c: Context<WebEnv>, here: RoomsHere) => Promise<InsideAbsences | Response>

function mounted(chain: Chain, enter: Enter): Room['mount'] {
  const inside = async (
    c: Context<WebEnv>,
    here: RoomsHere,
    answer: (found: InsideAbsences) => Promise<Response>,
  ) => {
    const found = await enter(c, here)
    return found instanceof Response ? found : answer(found)
  }
  return (app, here, at) => {
    app.get(at, (c) => inside(c, here, (found) => show(c, here, found, chain, [])))
    app.post(at, (c) => inside(c, here, (found) => postDeclare(c, here, found, chain)))
    // What a POST showed is at its address: a language link leads back to the list.
    app.get(`${at}/withdraw`, (c) => inside(c, here, (found) => show(c, here, found, chain, [])))
    app.post(`${at}/withdraw`, (c) => inside(c, here, (found) => postWithdraw(c, here, found, chain)))
  }
}

async function show(
  c: Context<WebEnv>,
  { world }: RoomsHere,
  inside: InsideAbsences,
  chain: Chain,
  errors: readonly FieldError[],
) {
  const { firm: participant, at, around, base, live } = inside
  const scope =
    participant === null ? ({ as: 'operations' } as const) : ({ as: 'participant', participant } as const)
  const seen = await world.database.read(scope, (db) => readAttendance(db, { participant, at }, chain))
  const typed = c.req.method === 'POST' ? c.var.form : new Map<string, string>()
  const page = (
    <AbsencesPage
      {...around}
      {...seen}
      path={`${base}/absences`}
      viewer={live.accountId}
      typed={typed}
      errors={errors}
    />
  )
  return showPage(c, page, errors.length === 0 ? 200 : 422)
}

/** Whole days: from the beginning of the first, or from now on, to the end of the last. */
async function postDeclare(c: Context<WebEnv>, here: RoomsHere, inside: InsideAbsences, chain: Chain) {
  const { firm: participant, at, base, live, frame } = inside
  const { form } = c.var
  const { zone } = here.world.programme.clock
  const first = parseDay(form.get('from'))
  const last = parseDay(form.get('until'))
  const account = /^[0-9a-f-]{36}$/.exec(form.get('who') ?? '')?.[0] as AccountId | undefined
  const t = textsOf(frame).absences
  if (first === undefined || last === undefined || account === undefined)
    return show(c, here, inside, chain, [{ field: first === undefined ? 'from' : 'until', message: t.noDay }])
  const declared = await declareAbsence(here.world, {
    ...{ account, participant, by: live.accountId, at },
    from: laterOf(first.toZonedDateTime(zone).toInstant(), at),
    until: last.add({ days: 1 }).toZonedDateTime(zone).toInstant(),
  })
  if (!declared.ok) return show(c, here, inside, chain, [refusalOf(inside, declared.refusal)])
  return seeOther(c, `${base}/absences`)
}

async function postWithdraw(c: Context<WebEnv>, here: RoomsHere, inside: InsideAbsences, chain: Chain) {
  const { firm: participant, at, base, live } = inside
  const id = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.exec(c.var.form.get('absence') ?? '')?.[0]
  if (id === undefined) return c.var.refuse({ status: 400 })
  const withdrawn = await withdrawAbsence(here.world, { id, participant, by: live.accountId, at })
  if (!withdrawn.ok) return show(c, here, inside, chain, [refusalOf(inside, withdrawn.refusal)])
  return seeOther(c, `${base}/absences`)
}

function refusalOf({ frame }: InsideAbsences, { is }: AbsenceRefusal): FieldError {
  return { field: is === 'no-such-time' ? 'until' : 'form', message: textsOf(frame).absences.refusals[is] }
}
