import type { Context } from 'hono'
import type { ReadDb } from '../../db/transaction.ts'
import { parseUserId } from '../../kernel/ids.ts'
import { contactsOf } from '../../participants/contacts-of.ts'
import { findListedFirm } from '../../participants/list-firms.ts'
import { lookParticipant } from '../../participants/look-participant.ts'
import { showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import type { FieldError } from '../../web/form-parts.tsx'
import type { Fields } from '../../web/forms.ts'
import { textsOf } from '../../web/frame.ts'
import { askForChange } from '../ask-for-change.ts'
import { answerAsked, typedBefore } from '../dms/answer-asked.ts'
import type { InsideRoom } from '../enter-rooms.ts'
import { FIRM_IN_PATH, type Room, type RoomsHere } from '../rooms.ts'
import { type About, DESK_FORMS, type DeskDeed, fieldIn, USER_DEEDS } from './desk-forms.ts'
import { enterAsOperator } from './desk-roles.ts'
import { DeskFormPage } from './pages/desk-form-page.tsx'
import { findUserOfSeveral, USER_OF_SEVERAL } from './users-of-several.tsx'

const CONTACT_IN_PATH = ':contact{[0-9a-f-]{36}}'

/** Where each form stands below its room; the page it leads back to is what its address begins with. */
const FIRM_DEEDS: readonly (readonly [DeskDeed, string, string])[] = [
  ['admit-participant', '', 'admit'],
  ['amend-participant', `/${FIRM_IN_PATH}`, 'amend'],
  ['grant-single-control', `/${FIRM_IN_PATH}`, 'grant-single-control'],
  ['withdraw-single-control', `/${FIRM_IN_PATH}`, 'withdraw-single-control'],
  ['record-contact', `/${FIRM_IN_PATH}`, 'record-contact'],
  ['open-connect-user', `/${FIRM_IN_PATH}`, 'open-connect-user'],
  ['amend-connect-rights', `/${FIRM_IN_PATH}`, 'amend-connect-rights'],
  ['withdraw-contact', `/${FIRM_IN_PATH}`, `withdraw-contact/${CONTACT_IN_PATH}`],
  ...USER_DEEDS.map((deed) => [deed, `/${FIRM_IN_PATH}/${USER_OF_SEVERAL}`, deed] as const),
]

export const LAUNCH_DEEDS: readonly DeskDeed[] = ['decide', 'postpone', 'roll-back', 'grace', 'extend']

export const SITE_DEEDS: readonly DeskDeed[] = ['open-branch', 'discard-branch', 'explain-branch']

export const mountFirmForms: Room['mount'] = (app, here, at) => {
  for (const [deed, below, path] of FIRM_DEEDS) mountForm(app, here, `${at}${below}/${path}`, deed)
}

export const mountLaunchForms: Room['mount'] = (app, here, at) => {
  for (const deed of LAUNCH_DEEDS) mountForm(app, here, `${at}/${deed}`, deed)
}

export const mountSiteForms: Room['mount'] = (app, here, at) => {
  for (const deed of SITE_DEEDS) mountForm(app, here, `${at}/${deed}`, deed)
}

function mountForm(app: Parameters<Room['mount']>[0], here: RoomsHere, at: string, deed: DeskDeed): void {
  app.get(at, (c) => show(c, here, deed))
  app.post(at, (c) => post(c, here, deed))
}

async function show(c: Context<WebEnv>, here: RoomsHere, deed: DeskDeed) {
  const inside = await enterAsOperator(c, here, DESK_FORMS[deed].kind)
  if (inside instanceof Response) return inside
  const about = await findAbout(c, here, inside, new Map())
  if (about === undefined) return c.var.refuse({ status: 404 })
  const onRecord = Object.entries(DESK_FORMS[deed].onRecord?.(about) ?? {})
  return showForm(c, inside, deed, about, typedBefore(c) ?? new Map(onRecord), [])
}

async function post(c: Context<WebEnv>, here: RoomsHere, deed: DeskDeed) {
  const inside = await enterAsOperator(c, here, DESK_FORMS[deed].kind)
  if (inside instanceof Response) return inside
  const { form } = c.var
  const about = await findAbout(c, here, inside, form)
  if (about === undefined) return c.var.refuse({ status: 404 })
  const showAgain = (errors: readonly FieldError[]) => showForm(c, inside, deed, about, form, errors)
  if (about.of === undefined) {
    const message = textsOf(inside.frame).changes.problems['not-found']
    return showAgain([{ field: 'who', message }])
  }
  const { kind, input } = DESK_FORMS[deed]
  const remark = form.get('remark')?.trim() ?? ''
  const asker = { ...inside, participant: about.firm }
  const asked = await askForChange(here.world, asker, { kind, input: input(form, about), remark })
  return answerAsked(c, here, inside, asked, showAgain)
}

/** Undefined where the firm, the contact or the user of the address is none. */
async function findAbout(
  c: Context<WebEnv>,
  { world }: RoomsHere,
  { at }: InsideRoom,
  typed: Fields,
): Promise<About | undefined> {
  const { programme, randomness } = world
  const draw = () => randomness.uuid()
  return world.database.read({ as: 'operations' }, async (db) => {
    const of = await findWhom(db, typed, at)
    const code = c.req.param('firm')
    if (code === undefined) return { programme, draw, of, firm: null, contact: null, user: null }
    const listed = await findListedFirm(db, code, at)
    const firm = listed === undefined ? null : await lookParticipant(db, listed.id)
    if (firm === null) return undefined
    const named = c.req.param('contact')
    const contact = (await contactsOf(db, firm.id)).find(({ id }) => id === named) ?? null
    const userId = c.req.param('user')
    const user = userId === undefined ? null : ((await findUserOfSeveral(db, firm.id, userId)) ?? null)
    if ((named !== undefined && contact === null) || (userId !== undefined && user === null)) return undefined
    return { programme, draw, of, firm, contact, user }
  })
}

/** Undefined where nobody is called that. */
async function findWhom(db: ReadDb, typed: Fields, at: InsideRoom['at']): Promise<About['of']> {
  const who = typed.get('who')?.trim().toUpperCase() ?? ''
  switch (typed.get('of') ?? 'everybody') {
    case 'everybody':
      return who === '' ? 'everybody' : undefined
    case 'participant': {
      const firm = await findListedFirm(db, who, at)
      return firm && { participant: firm.id }
    }
    default: {
      const userId = parseUserId(who)
      const account =
        userId &&
        (await db.selectFrom('account').select('id').where('user_id', '=', userId).executeTakeFirst())
      return account && { person: account.id }
    }
  }
}

/** A branch is for a session whose changes are not carried forward; what runs on one is not extended. */
function showForm(
  c: Context<WebEnv>,
  { around, frame }: InsideRoom,
  deed: DeskDeed,
  { programme, firm, contact, user }: About,
  typed: Fields,
  errors: readonly FieldError[],
) {
  const { path } = c.req
  const name = firm && (frame.visit.language === 'en' ? firm.nameEn : firm.nameZh)
  const back = path.slice(0, path.lastIndexOf('/', contact === null ? undefined : path.lastIndexOf('/') - 1))
  const page = (
    <DeskFormPage
      {...around}
      deed={deed}
      about={[firm?.code, name, contact?.name, user?.userId, user?.displayName].filter(Boolean).join(' · ')}
      action={path}
      back={back}
      typed={typed}
      errors={errors.map((error) => ({ ...error, field: fieldIn(deed, error.field) }))}
      systems={programme.systems}
      sessions={programme.sessions.filter(({ carriedForward }) => carriedForward === (deed === 'extend'))}
    />
  )
  return showPage(c, page, errors.length > 0 ? 422 : 200)
}
