import type { Context, Hono } from 'hono'
import { type CaseRefusal, openCase } from '../../hotline/open-case.ts'
import { ROUTES } from '../../hotline/rules/routes-of.ts'
import type { Role } from '../../kernel/vocabulary.ts'
import { contactsOf } from '../../participants/contacts-of.ts'
import { findFirm } from '../../participants/find-firm.ts'
import { seeOther, showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import type { FieldError } from '../../web/form-parts.tsx'
import { textsOf } from '../../web/frame.ts'
import { enterDesk, type InsideRoom } from '../enter-rooms.ts'
import type { RoomsHere } from '../rooms.ts'
import { OpenCasePage } from './open-case-page.tsx'

/** Whoever answers the telephone. Auditors look. */
export const HANDLING: readonly Role[] = ['hotline', 'operator-maker', 'operator-checker']

/** Where it went wrong, field by field. */
const FIELDS: Readonly<Record<CaseRefusal, string>> = {
  'no-such-contact': 'contact',
  'nobody-of-the-firm': 'about',
  'not-theirs': 'route',
  'nothing-said': 'matter',
}

export function mountOpening(app: Hono<WebEnv>, here: RoomsHere, at: string): void {
  const inside = async (c: Context<WebEnv>, answer: (found: InsideRoom) => Promise<Response>) => {
    const found = await enterDesk(c, here, ...HANDLING)
    return found instanceof Response ? found : answer(found)
  }
  app.get(`${at}/open`, (c) => inside(c, (found) => show(c, here, found, [])))
  app.post(`${at}/open`, (c) => inside(c, (found) => post(c, here, found)))
}

/** It is asked for in the address, and kept in the form. */
const codeIn = (c: Context<WebEnv>) =>
  ((c.req.method === 'POST' ? c.var.form.get('firm') : c.req.query('q')) ?? '')
    .trim()
    .toUpperCase()
    .slice(0, 12)

async function show(
  c: Context<WebEnv>,
  { world }: RoomsHere,
  { around, base }: InsideRoom,
  errors: readonly FieldError[],
) {
  const firmAsked = codeIn(c)
  const contacts = await world.database.read({ as: 'operations' }, async (db) => {
    const firm = firmAsked === '' ? undefined : await findFirm(db, firmAsked)
    return firm === undefined ? null : contactsOf(db, firm.id)
  })
  const about = (c.req.query('about') ?? '').slice(0, 12)
  const typed = c.req.method === 'POST' ? c.var.form : new Map([['about', about]])
  const page = (
    <OpenCasePage {...{ ...around, path: `${base}/cases/open`, firmAsked, contacts, typed, errors }} />
  )
  return showPage(c, page, errors.length === 0 ? 200 : 422)
}

async function post(c: Context<WebEnv>, here: RoomsHere, inside: InsideRoom) {
  const { world } = here
  const { live, at, base, frame } = inside
  const firm = await world.database.read({ as: 'operations' }, (db) => findFirm(db, codeIn(c)))
  if (firm === undefined) return c.var.refuse({ status: 404 })
  const said = (name: string) => (c.var.form.get(name) ?? '').normalize('NFC').trim()
  const route = ROUTES.find((one) => one === said('route'))
  const contact = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.exec(said('contact'))?.[0]
  const t = textsOf(frame).hotline
  const wrong = (refusal: CaseRefusal) =>
    show(c, here, inside, [{ field: FIELDS[refusal], message: t.problems[refusal] }])
  if (contact === undefined) return wrong('no-such-contact')
  if (route === undefined) return wrong('not-theirs')
  const opened = await openCase(world, {
    ...{ participant: firm.id, contact, route, by: live.accountId, at },
    ...{ caller: said('caller'), about: said('about'), matter: said('matter'), reference: said('reference') },
  })
  return opened.ok ? seeOther(c, `${base}/cases/${opened.value}?opened`) : wrong(opened.refusal)
}
