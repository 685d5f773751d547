import type { Context } from 'hono'
import { amendUser } from '../../accounts/changes/amend-user.ts'
import { createUser } from '../../accounts/changes/create-user.ts'
import {
  type AccountId,
  type MembershipId,
  type PersonId,
  parseUserId,
  type UserId,
} from '../../kernel/ids.ts'
import type { Randomness } from '../../kernel/randomness.ts'
import type { Language } from '../../kernel/vocabulary.ts'
import { readUser, type UserProfile } from '../../listings/read-user.ts'
import { showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import type { FieldError } from '../../web/form-parts.tsx'
import type { Fields } from '../../web/forms.ts'
import { askForChange } from '../ask-for-change.ts'
import type { InsideFirm } from '../enter-rooms.ts'
import type { Room, RoomsHere } from '../rooms.ts'
import { enterAsMaker } from './administrators.ts'
import { answerAsked, typedBefore } from './answer-asked.ts'
import { groupChoices } from './group-choices.ts'
import { AmendUserPage, CreateUserPage, type UserEntries } from './pages/user-form-page.tsx'
import { USER_IN_PATH } from './user.tsx'

/** Asking for a new user, and for another profile of one. */
export const mountUserForms: Room['mount'] = (app, here, at) => {
  app.get(`${at}/new`, (c) => showCreate(c, here))
  app.post(`${at}/new`, (c) => postCreate(c, here))
  app.get(`${at}/${USER_IN_PATH}/amend`, (c) => showAmend(c, here))
  app.post(`${at}/${USER_IN_PATH}/amend`, (c) => postAmend(c, here))
}

/** `?like=` names the colleague whose profile is copied. */
async function showCreate(c: Context<WebEnv>, here: RoomsHere) {
  const entered = await enterAsMaker(c, here)
  if (entered instanceof Response) return entered
  const like = parseUserId(c.req.query('like') ?? '')
  const copied = like && (await profileOf(here, entered, like))
  const { language } = c.var.visit
  const fresh = copied ? { ...entriesOf(copied), name: '' } : { ...NOTHING, language }
  const typed = typedBefore(c)
  return showCreateForm(c, here, entered, typed ? typedEntries(typed) : fresh, [])
}

async function showCreateForm(
  c: Context<WebEnv>,
  here: RoomsHere,
  entered: InsideFirm,
  entries: UserEntries,
  errors: readonly FieldError[],
) {
  const { around, base } = entered
  const action = `${base}/users/new`
  const typed = c.req.query('like') ?? typedBefore(c)?.get('copied_from') ?? ''
  const like = parseUserId(typed)
  const isUnknown = typed !== '' && (like === undefined || !(await profileOf(here, entered, like)))
  const page = (
    <CreateUserPage
      {...around}
      action={action}
      back={`${base}/users`}
      errors={errors}
      entries={entries}
      groups={await groupChoices(here, entered)}
      fill={{ action, like: typed, isUnknown }}
    />
  )
  return showPage(c, page, errors.length === 0 ? 200 : 422)
}

async function postCreate(c: Context<WebEnv>, here: RoomsHere) {
  const entered = await enterAsMaker(c, here)
  if (entered instanceof Response) return entered
  const entries = typedEntries(c.var.form)
  const input = creation(here.world.randomness, entries, c.var.form.get('copied_from') ?? '')
  const asked = await askForChange(here.world, entered, {
    ...{ kind: createUser, input, remark: entries.remark },
    fields: { userId: 'user_id', 'person.displayName': 'name', 'person.userId': 'colleague' },
  })
  return answerAsked(c, here, entered, asked, (errors) => showCreateForm(c, here, entered, entries, errors))
}

/** As typed: what is wrong in it, the kind of change says. */
function creation(randomness: Randomness, entries: UserEntries, copiedFrom: string) {
  const { colleague, name } = entries
  return {
    accountId: randomness.uuid() as AccountId,
    membershipId: randomness.uuid() as MembershipId,
    userId: entries.user_id as UserId,
    person:
      colleague.trim() === ''
        ? {
            is: 'new' as const,
            id: randomness.uuid() as PersonId,
            displayName: name,
            language: entries.language as Language,
          }
        : { is: 'colleague' as const, userId: colleague as UserId },
    groups: wantedOf(randomness, entries),
    copiedFrom: parseUserId(copiedFrom) ?? null,
  }
}

async function showAmend(c: Context<WebEnv>, here: RoomsHere) {
  const entered = await enterAsMaker(c, here)
  if (entered instanceof Response) return entered
  const user = await profileIn(c, here, entered)
  if (user === undefined) return c.var.refuse({ status: 404 })
  const typed = typedBefore(c)
  return showAmendForm(c, here, entered, user.userId, typed ? typedEntries(typed) : entriesOf(user), [])
}

async function showAmendForm(
  c: Context<WebEnv>,
  here: RoomsHere,
  entered: InsideFirm,
  userId: UserId,
  entries: UserEntries,
  errors: readonly FieldError[],
) {
  const back = `${entered.base}/users/${userId}`
  const page = (
    <AmendUserPage
      {...entered.around}
      userId={userId}
      action={`${back}/amend`}
      back={back}
      errors={errors}
      entries={entries}
      groups={await groupChoices(here, entered)}
    />
  )
  return showPage(c, page, errors.length === 0 ? 200 : 422)
}

async function postAmend(c: Context<WebEnv>, here: RoomsHere) {
  const entered = await enterAsMaker(c, here)
  if (entered instanceof Response) return entered
  const user = await profileIn(c, here, entered)
  if (user === undefined) return c.var.refuse({ status: 404 })
  const entries = typedEntries(c.var.form)
  const input = {
    accountId: user.id,
    displayName: entries.name,
    language: entries.language as Language,
    groups: wantedOf(here.world.randomness, entries),
  }
  const asked = await askForChange(here.world, entered, {
    ...{ kind: amendUser, input, remark: entries.remark },
    fields: { displayName: 'name' },
  })
  return answerAsked(c, here, entered, asked, (errors) =>
    showAmendForm(c, here, entered, user.userId, entries, errors),
  )
}

/** The user whom the address names, where the firm has him. */
export async function profileIn(
  c: Context<WebEnv>,
  here: RoomsHere,
  entered: InsideFirm,
): Promise<UserProfile | undefined> {
  const userId = parseUserId(c.req.param('userId') ?? '')
  return userId && profileOf(here, entered, userId)
}

function profileOf({ world }: RoomsHere, { participant }: InsideFirm, userId: UserId) {
  const scope = { as: 'participant', participant: participant.id } as const
  return world.database.read(scope, (db) => readUser(db, participant.id, userId))
}

const NOTHING: UserEntries = {
  user_id: '',
  colleague: '',
  name: '',
  language: 'en',
  remark: '',
  groups: new Set(),
}

function entriesOf({ displayName, language, groups }: UserProfile): UserEntries {
  return { ...NOTHING, name: displayName, language, groups: new Set(groups.map(({ id }) => id)) }
}

const GROUP = 'group-'

function typedEntries(form: Fields): UserEntries {
  const typed = (name: string) => form.get(name) ?? ''
  const ticked = [...form.keys()].filter((name) => name.startsWith(GROUP))
  return {
    user_id: typed('user_id'),
    colleague: typed('colleague'),
    name: typed('name'),
    language: typed('language'),
    remark: typed('remark'),
    groups: new Set(ticked.map((name) => name.slice(GROUP.length))),
  }
}

function wantedOf(randomness: Randomness, { groups }: UserEntries) {
  return [...groups].map((group) => ({ group, row: randomness.uuid() }))
}
