import type { Context } from 'hono'
import { da3ByOperators } from '../../delegates/changes.ts'
import { type Delegate, delegatesOf } from '../../delegates/delegates-of.ts'
import type { Deed } from '../../delegates/hands.ts'
import { whyNot } from '../../emergency/rules/why-not.ts'
import type { Role } from '../../kernel/vocabulary.ts'
import { findListedFirm, type ListedFirm } from '../../participants/list-firms.ts'
import { showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import type { FieldError } from '../../web/form-parts.tsx'
import type { Fields } from '../../web/forms.ts'
import { type Asking, askForChange } from '../ask-for-change.ts'
import { shownAgain, withCertificate } from '../brought-certificate.ts'
import { DEEDS, FORMS, inputOf, onRecord, pathOf } from '../client-connect/da3-forms.ts'
import { Da3FormPage } from '../client-connect/pages/da3-form-page.tsx'
import {
  DelegatePage,
  type DelegatePageProps,
  DelegatesPage,
} from '../client-connect/pages/delegates-page.tsx'
import { answerAsked } from '../dms/answer-asked.ts'
import { enterDesk, type InsideRoom } from '../enter-rooms.ts'
import { FIRM_IN_PATH, type Room, type RoomsHere } from '../rooms.ts'
import { mayAsk } from './desk-roles.ts'
import { nameOf } from './pages/firms-page.tsx'

export const ONE = ':delegate{[A-Z0-9]{6,12}}'

/** The same forms as eService DA 3, through the hands of operators. */
const KINDS: Readonly<Record<Deed, Asking<unknown>['kind'] & { readonly restricts: boolean }>> = {
  appoint: da3ByOperators.appoint,
  cover: da3ByOperators.cover,
  amend: da3ByOperators.amend,
  'register-email': da3ByOperators.registerEmail,
  reset: da3ByOperators.reset,
  suspend: da3ByOperators.suspend,
  reinstate: da3ByOperators.reinstate,
  'card-assign': da3ByOperators.assignCard,
  'card-replace': da3ByOperators.replaceCard,
  'card-reset-password': da3ByOperators.resetCardPassword,
  'card-revoke': da3ByOperators.revokeCard,
  remove: da3ByOperators.remove,
}

/**
 * A firm's Delegated Administrators as operators repair them, where the firm can't: a sole proprietor is locked out, or
 * nobody is left. Everything takes two operators but suspending, the last DA too, and revoking a card: either of them does that at once.
 */
export const mountDeskDelegates: Room['mount'] = (app, here, at) => {
  const base = `${at}/${FIRM_IN_PATH}/delegates`
  app.get(base, (c) => showAll(c, here))
  app.get(`${base}/${ONE}`, (c) => showOne(c, here))
  for (const deed of DEEDS) {
    const path = FORMS[deed].about === null ? `${base}/${deed}` : `${base}/${ONE}/${pathOf(deed)}`
    app.get(path, (c) => showForm(c, here, deed))
    app.post(path, (c) => postForm(c, here, deed))
  }
}

function deedsOf(inside: InsideRoom): readonly Deed[] {
  return DEEDS.filter((deed) => mayAsk(inside, KINDS[deed]))
}

export interface InsideDelegates extends InsideRoom {
  readonly firm: ListedFirm
  readonly delegates: readonly Delegate[]
  readonly path: string
}

export async function enterDelegates(c: Context<WebEnv>, here: RoomsHere, ...roles: readonly Role[]) {
  const inside = await enterDesk(c, here, ...roles)
  if (inside instanceof Response) return inside
  const { at, base } = inside
  const found = await here.world.database.read({ as: 'operations' }, async (db) => {
    const firm = await findListedFirm(db, c.req.param('firm') ?? '', at)
    return firm && { firm, delegates: await delegatesOf(db, firm.id, at) }
  })
  if (found === undefined) return c.var.refuse({ status: 404 })
  return { ...inside, ...found, path: `${base}/participants/${found.firm.code}/delegates` }
}

async function showAll(c: Context<WebEnv>, here: RoomsHere) {
  const inside = await enterDelegates(c, here)
  if (inside instanceof Response) return inside
  const { around, delegates, firm, path } = inside
  const page = (
    <DelegatesPage
      {...around}
      base={path}
      delegates={delegates}
      tooFew={false}
      singleControl={firm.singleControl}
      atDesk={{ about: headOf(inside), deeds: deedsOf(inside) }}
    />
  )
  return showPage(c, page)
}

async function showOne(c: Context<WebEnv>, here: RoomsHere) {
  const inside = await enterDelegates(c, here)
  if (inside instanceof Response) return inside
  const delegate = named(c, inside)
  if (delegate === undefined) return c.var.refuse({ status: 404 })
  const { around, path } = inside
  const page = (
    <DelegatePage
      {...around}
      base={path}
      delegate={delegate}
      atDesk={{ about: headOf(inside), deeds: deedsOf(inside) }}
      emergency={mayAsk(inside) ? emergencyOf(`${path}/${delegate.userId}`, delegate) : null}
    />
  )
  return showPage(c, page)
}

function emergencyOf(path: string, delegate: Delegate): NonNullable<DelegatePageProps['emergency']> {
  const barred = whyNot(delegate)
  return barred === null ? { to: `${path}/emergency` } : { barred }
}

export function named(c: Context<WebEnv>, { delegates }: InsideDelegates) {
  return delegates.find(({ userId }) => userId === c.req.param('delegate'))
}

/** At the desk no firm stands at the head of the page: each of these says it itself. */
export function headOf({ firm, frame }: InsideDelegates): string {
  return `${firm.code} · ${nameOf(frame, firm)}`
}

/** Whom a form is about: null for somebody new. Whoever may not ask for it does not find it. */
async function enterForm(c: Context<WebEnv>, here: RoomsHere, deed: Deed) {
  const inside = await enterDelegates(c, here, 'operator-maker', 'operator-checker')
  if (inside instanceof Response) return inside
  const delegate = FORMS[deed].about === null ? null : named(c, inside)
  if (delegate === undefined || !deedsOf(inside).includes(deed)) return c.var.refuse({ status: 404 })
  return { inside, delegate }
}

async function showForm(c: Context<WebEnv>, here: RoomsHere, deed: Deed) {
  const entered = await enterForm(c, here, deed)
  if (entered instanceof Response) return entered
  return answer(c, entered, deed, onRecord(entered.delegate), [])
}

async function postForm(c: Context<WebEnv>, here: RoomsHere, deed: Deed) {
  const entered = await enterForm(c, here, deed)
  if (entered instanceof Response) return entered
  const { inside, delegate } = entered
  const form = await withCertificate(c)
  const asker = { ...inside, participant: inside.firm }
  const asked = await askForChange(here.world, asker, {
    kind: KINDS[deed],
    input: inputOf(deed, form, delegate, () => here.world.randomness.uuid()),
    remark: form.get('remark')?.trim() ?? '',
    fields: { 'whom.name': 'name', 'whom.ofUserId': 'ofUserId' },
  })
  return answerAsked(c, here, inside, asked, (errors) => answer(c, entered, deed, shownAgain(form), errors))
}

function answer(
  c: Context<WebEnv>,
  { inside, delegate }: { readonly inside: InsideDelegates; readonly delegate: Delegate | null },
  deed: Deed,
  typed: Fields,
  errors: readonly FieldError[],
) {
  const page = (
    <Da3FormPage
      {...inside.around}
      about={headOf(inside)}
      deed={deed}
      delegate={delegate}
      singleControl={inside.firm.singleControl}
      typed={typed}
      errors={errors}
      back={delegate === null ? inside.path : `${inside.path}/${delegate.userId}`}
    />
  )
  return showPage(c, page, errors.length > 0 ? 422 : 200)
}
