import type { Context } from 'hono'
import type { Result } from '../../kernel/result.ts'
import {
  type Filed,
  type Filing,
  type FilingRefusal,
  fileRegistration,
  withdrawRegistration,
} from '../../registrations/file-registration.ts'
import type { TypedEntry } from '../../registrations/rules/judge-entry.ts'
import { type OfferedEvent, offeredEvent, offeredEvents, stageOf } from '../../registrations/rules/offered.ts'
import { registrationsOf } from '../../registrations/store.ts'
import { seeOther, showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import type { FieldError } from '../../web/form-parts.tsx'
import type { Fields } from '../../web/forms.ts'
import type { Room, RoomsHere } from '../rooms.ts'
import { enterConnect, enterWithRight, type InsideConnect, readFirm } from './enter-connect.tsx'
import { EventPage } from './pages/event-page.tsx'
import { EventsPage } from './pages/events-page.tsx'
import { entryOf, faultsOf, fieldsOf } from './registration-fields.ts'

const ONE = ':event{[a-z0-9.-]+}'
const DONE = ['registered', 'amended', 'withdrawn'] as const

/** The programme's events: what each offers, and the firm's registration for it. */
export const mountEvents: Room['mount'] = (app, here, at) => {
  app.get(at, (c) => showAll(c, here))
  app.get(`${at}/${ONE}`, (c) => showOne(c, here))
  app.post(`${at}/${ONE}`, (c) => post(c, here, fileRegistrationOf(c)))
  app.post(`${at}/${ONE}/withdraw`, (c) => post(c, here, withdraw))
}

function registrations(here: RoomsHere, inside: InsideConnect, event?: string) {
  return readFirm(here, inside, (db) =>
    registrationsOf(db, inside.participant.id, { past: false, ...(event === undefined ? {} : { event }) }),
  )
}

async function showAll(c: Context<WebEnv>, here: RoomsHere) {
  const inside = await enterConnect(c, here)
  if (inside instanceof Response) return inside
  const filed = await registrations(here, inside)
  const events = offeredEvents(here.world.programme).map((offered) => ({
    offered,
    stage: stageOf(offered, inside.at),
    registration: filed.find(({ event }) => event === offered.event.id) ?? null,
  }))
  return showPage(c, <EventsPage {...inside.around} base={`${inside.base}/events`} events={events} />)
}

async function showOne(c: Context<WebEnv>, here: RoomsHere) {
  const inside = await enterConnect(c, here)
  if (inside instanceof Response) return inside
  const offered = offeredEvent(here.world.programme, c.req.param('event') ?? '')
  if (offered === undefined) return c.var.refuse({ status: 404 })
  return showEvent(c, here, inside, offered, null, [])
}

async function showEvent(
  c: Context<WebEnv>,
  here: RoomsHere,
  inside: InsideConnect,
  offered: OfferedEvent,
  typed: Fields | null,
  errors: readonly FieldError[],
) {
  const [registration = null] = await registrations(here, inside, offered.event.id)
  const page = (
    <EventPage
      {...inside.around}
      base={`${inside.base}/events`}
      offered={offered}
      stage={stageOf(offered, inside.at)}
      registration={registration}
      mayFile={inside.rights.includes('EU_Events')}
      typed={typed ?? fieldsOf(registration)}
      errors={errors}
      done={DONE.find((one) => one === c.req.query('done')) ?? null}
    />
  )
  return showPage(c, page, errors.length > 0 ? 422 : 200)
}

type File = (world: RoomsHere['world'], filing: Filing) => Promise<Result<Filed, FilingRefusal>>

function fileRegistrationOf(c: Context<WebEnv>): File {
  return (world, filing) => {
    const offered = offeredEvent(world.programme, filing.event)
    const typed: TypedEntry = entryOf(c.var.form, offered)
    return fileRegistration(world, filing, typed)
  }
}

const withdraw: File = async (world, filing) => {
  const { replaces } = filing
  if (replaces === null) return { ok: false, refusal: { is: 'changed-meanwhile' } }
  return withdrawRegistration(world, { ...filing, replaces })
}

async function post(c: Context<WebEnv>, here: RoomsHere, file: File) {
  const inside = await enterWithRight(c, here, 'EU_Events')
  if (inside instanceof Response) return inside
  const offered = offeredEvent(here.world.programme, c.req.param('event') ?? '')
  if (offered === undefined) return c.var.refuse({ status: 404 })
  const [registered] = await registrations(here, inside, offered.event.id)
  const shown = c.var.form.get('replaces') ?? ''
  const filed = await file(here.world, {
    participant: inside.participant.id,
    event: offered.event.id,
    filer: { as: 'firm', account: inside.live.accountId },
    // What was on screen, as its own id says; anything else is no version of this firm's.
    replaces: shown === '' ? null : shown === registered?.id ? registered.id : UNSEEN,
    at: inside.at,
  })
  if (filed.ok) return seeOther(c, `${inside.base}/events/${offered.event.id}?done=${filed.value.now}`)
  return showEvent(c, here, inside, offered, c.var.form, faultsOf(inside.frame, filed.refusal))
}

/** No version has this id: whoever saw another one is told that it changed meanwhile. */
const UNSEEN = '00000000-0000-4000-8000-000000000000'
