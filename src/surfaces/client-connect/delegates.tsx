import type { Context } from 'hono'
import { type Delegate, delegatesOf } from '../../delegates/delegates-of.ts'
import type { Deed } from '../../delegates/hands.ts'
import { holdersOf } from '../../rights/holders-of.ts'
import { seeOther, showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import type { FieldError } from '../../web/form-parts.tsx'
import type { Fields } from '../../web/forms.ts'
import { askForChange } from '../ask-for-change.ts'
import { shownAgain, withCertificate } from '../brought-certificate.ts'
import type { Room, RoomsHere } from '../rooms.ts'
import { DEEDS, FORMS, inputOf, onRecord, pathOf } from './da3-forms.ts'
import { enterConnect, enterWithRight, type InsideConnect, readFirm } from './enter-connect.tsx'
import { Da3FormPage } from './pages/da3-form-page.tsx'
import { DelegatePage, DelegatesPage } from './pages/delegates-page.tsx'

const ONE = ':delegate{[A-Z0-9]{6,12}}'

/** The firm's Delegated Administrators, and what is asked about them. Nothing here changes them: requests do. */
export const mountDelegates: Room['mount'] = (app, here, at) => {
  app.get(at, (c) => showAll(c, here))
  app.get(`${at}/${ONE}`, (c) => showOne(c, here))
  for (const deed of DEEDS) {
    const path = FORMS[deed].about === null ? `${at}/${deed}` : `${at}/${ONE}/${pathOf(deed)}`
    app.get(path, (c) => showForm(c, here, deed))
    app.post(path, (c) => postForm(c, here, deed))
  }
}

function delegatesIn(here: RoomsHere, inside: InsideConnect): Promise<readonly Delegate[]> {
  return readFirm(here, inside, (db) => delegatesOf(db, inside.participant.id, inside.at))
}

async function showAll(c: Context<WebEnv>, here: RoomsHere) {
  const inside = await enterConnect(c, here)
  if (inside instanceof Response) return inside
  const delegates = await delegatesIn(here, inside)
  const checkers = await readFirm(here, inside, (db) =>
    holdersOf(db, inside.participant.id, 'EU_UserMaintenance'),
  )
  return showPage(
    c,
    <DelegatesPage
      {...inside.around}
      base={`${inside.base}/delegates`}
      delegates={delegates}
      tooFew={checkers.length < 2}
      singleControl={inside.participant.singleControl}
    />,
  )
}

async function showOne(c: Context<WebEnv>, here: RoomsHere) {
  const inside = await enterConnect(c, here)
  if (inside instanceof Response) return inside
  const delegate = await named(c, here, inside)
  if (delegate === undefined) return c.var.refuse({ status: 404 })
  return showPage(
    c,
    <DelegatePage {...inside.around} base={`${inside.base}/delegates`} delegate={delegate} />,
  )
}

async function named(c: Context<WebEnv>, here: RoomsHere, inside: InsideConnect) {
  const all = await delegatesIn(here, inside)
  return all.find(({ userId }) => userId === c.req.param('delegate'))
}

/** The one whom a form is about; undefined: there is none, and no page. */
async function subject(c: Context<WebEnv>, here: RoomsHere, inside: InsideConnect, deed: Deed) {
  return FORMS[deed].about === null ? null : named(c, here, inside)
}

async function showForm(c: Context<WebEnv>, here: RoomsHere, deed: Deed) {
  const inside = await enterWithRight(c, here, 'EU_UserMaintenance')
  if (inside instanceof Response) return inside
  const delegate = await subject(c, here, inside, deed)
  if (delegate === undefined) return c.var.refuse({ status: 404 })
  return answer(c, inside, deed, delegate, onRecord(delegate), [])
}

async function postForm(c: Context<WebEnv>, here: RoomsHere, deed: Deed) {
  const inside = await enterWithRight(c, here, 'EU_UserMaintenance')
  if (inside instanceof Response) return inside
  const delegate = await subject(c, here, inside, deed)
  if (delegate === undefined) return c.var.refuse({ status: 404 })
  const form = await withCertificate(c)
  const asked = await askForChange(here.world, inside, {
    kind: FORMS[deed].kind,
    input: inputOf(deed, form, delegate, () => here.world.randomness.uuid()),
    remark: form.get('remark')?.trim() ?? '',
    fields: { 'whom.name': 'name', 'whom.ofUserId': 'ofUserId' },
  })
  if (asked.ok) return seeOther(c, `${inside.base}/requests/${asked.value.number}`)
  return answer(c, inside, deed, delegate, shownAgain(form), asked.refusal.errors)
}

function answer(
  c: Context<WebEnv>,
  inside: InsideConnect,
  deed: Deed,
  delegate: Delegate | null,
  typed: Fields,
  errors: readonly FieldError[],
) {
  const back = `${inside.base}/delegates${delegate === null ? '' : `/${delegate.userId}`}`
  const page = (
    <Da3FormPage
      {...inside.around}
      deed={deed}
      delegate={delegate}
      singleControl={inside.participant.singleControl}
      typed={typed}
      errors={errors}
      back={back}
    />
  )
  return showPage(c, page, errors.length > 0 ? 422 : 200)
}
