import type { Context } from 'hono'
import type { Role } from '../../kernel/vocabulary.ts'
import { findFirm } from '../../participants/find-firm.ts'
import { type FilingRefusal, fileRegistration } from '../../registrations/file-registration.ts'
import { type OfferedEvent, offeredEvents, stageOf } from '../../registrations/rules/offered.ts'
import { expectedAttendance, registrationsOf } from '../../registrations/store.ts'
import { seeOther, showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import type { FieldError } from '../../web/form-parts.tsx'
import type { Fields } from '../../web/forms.ts'
import { textsOf } from '../../web/frame.ts'
import { entryOf, faultsOf } from '../client-connect/registration-fields.ts'
import { enterDesk, type InsideRoom } from '../enter-rooms.ts'
import type { Room, RoomsHere } from '../rooms.ts'
import { DeskEventsPage } from './pages/desk-events-page.tsx'
import { mountRegistered } from './registered.tsx'

const OPERATORS: readonly Role[] = ['operator-maker', 'operator-checker']

/** How many come to which session; and, once registration has closed, entering a firm that asked the hotline. */
export const mountDeskEvents: Room['mount'] = (app, here, at) => {
  app.get(at, async (c) => {
    const inside = await enterDesk(c, here)
    return inside instanceof Response ? inside : show(c, here, inside, new Map(), [])
  })
  mountRegistered(app, here, at)
  app.post(`${at}/:event{[a-z0-9.-]+}`, (c) => postLate(c, here))
}

async function show(
  c: Context<WebEnv>,
  { world }: RoomsHere,
  inside: InsideRoom,
  typed: Fields,
  errors: readonly FieldError[],
) {
  const { around, at, base, roles } = inside
  const events = await world.database.read({ as: 'operations' }, (db) =>
    Promise.all(
      offeredEvents(world.programme).map(async (offered) => ({
        offered,
        stage: stageOf(offered, at),
        expected: await expectedAttendance(db, offered.event.id),
      })),
    ),
  )
  const mayEnter = roles.some((role) => OPERATORS.includes(role))
  const done = errors.length > 0 ? null : (/^E-[\d-]{5,12}$/.exec(c.req.query('entered') ?? '')?.[0] ?? null)
  const page = (
    <DeskEventsPage
      {...around}
      base={`${base}/events`}
      events={events}
      mayEnter={mayEnter}
      typed={typed}
      errors={errors}
      entered={done}
    />
  )
  return showPage(c, page, errors.length > 0 ? 422 : 200)
}

async function postLate(c: Context<WebEnv>, here: RoomsHere) {
  const inside = await enterDesk(c, here, ...OPERATORS)
  if (inside instanceof Response) return inside
  const { world } = here
  const { form } = c.var
  const offered = offeredEvents(world.programme).find(({ event }) => event.id === c.req.param('event'))
  if (offered === undefined) return c.var.refuse({ status: 404 })
  const filed = await fileFor(here, inside, offered, form)
  if (filed.ok) return seeOther(c, `${inside.base}/events?entered=${filed.value.number}`)
  return show(c, here, inside, form, errorsOf(inside, filed.refusal))
}

async function fileFor({ world }: RoomsHere, { live, at }: InsideRoom, offered: OfferedEvent, form: Fields) {
  const event = offered.event.id
  const found = await world.database.read({ as: 'operations' }, async (db) => {
    const firm = await findFirm(db, form.get('firm') ?? '')
    const filed = firm && (await registrationsOf(db, firm.id, { event, past: false }))
    return firm && { firm, replaces: filed?.[0]?.id ?? null }
  })
  if (found === undefined) return { ok: false, refusal: { is: 'no-such-firm' } } as const
  const filer = { as: 'operator', account: live.accountId } as const
  const filing = { participant: found.firm.id, event, filer, replaces: found.replaces, at }
  return fileRegistration(world, filing, entryOf(form, offered))
}

function errorsOf({ frame }: InsideRoom, refusal: FilingRefusal | { readonly is: 'no-such-firm' }) {
  if (refusal.is === 'no-such-firm') return [{ field: 'firm', message: textsOf(frame).events.noSuchFirm }]
  return faultsOf(frame, refusal)
}
