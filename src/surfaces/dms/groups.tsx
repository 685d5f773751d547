import type { Context } from 'hono'
import type { FunctionId } from '../../kernel/ids.ts'
import { type ListedGroup, readGroups } from '../../listings/read-groups.ts'
import { functionsFor } from '../../programme/rules/functions-for.ts'
import { functionOf } from '../../programme/rules/standing-doors.ts'
import { amendGroup, createGroup } from '../../rights/changes/keep-group.ts'
import { removeGroup } from '../../rights/changes/remove-group.ts'
import { seeOther, showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import type { FieldError } from '../../web/form-parts.tsx'
import type { Fields } from '../../web/forms.ts'
import { textsOf } from '../../web/frame.ts'
import { askForChange } from '../ask-for-change.ts'
import { enterFirm, type InsideFirm } from '../enter-rooms.ts'
import type { Room, RoomsHere } from '../rooms.ts'
import { ADMINISTRATORS, enterAsMaker, mayMake } from './administrators.ts'
import { answerAsked, typedBefore } from './answer-asked.ts'
import { AskPage } from './pages/ask-page.tsx'
import { type GroupEntries, GroupFormPage } from './pages/group-form-page.tsx'
import { GroupPage } from './pages/group-page.tsx'
import { GroupsPage } from './pages/groups-page.tsx'

const GROUP_IN_PATH = ':group{[0-9a-f-]{36}}'

/** A firm's user groups: what each opens, and asking for others. */
export const mountGroups: Room['mount'] = (app, here, at) => {
  app.get(at, (c) => showGroups(c, here))
  app.get(`${at}/new`, (c) => showForm(c, here, null))
  app.post(`${at}/new`, (c) => postForm(c, here, null))
  app.get(`${at}/${GROUP_IN_PATH}`, (c) => showGroup(c, here))
  app.get(`${at}/${GROUP_IN_PATH}/amend`, (c) => showForm(c, here, c.req.param('group')))
  app.post(`${at}/${GROUP_IN_PATH}/amend`, (c) => postForm(c, here, c.req.param('group')))
  app.get(`${at}/${GROUP_IN_PATH}/remove`, (c) => showRemove(c, here))
  app.post(`${at}/${GROUP_IN_PATH}/remove`, (c) => postRemove(c, here))
}

async function showGroups(c: Context<WebEnv>, here: RoomsHere) {
  const entered = await enterFirm(c, here, ...ADMINISTRATORS)
  if (entered instanceof Response) return entered
  const { around, base } = entered
  const page = (
    <GroupsPage
      {...around}
      groups={await groupsOf(here, entered)}
      functionNameOf={(id) => nameOf(c, here, id)}
      create={mayMake(entered) ? `${base}/groups/new` : null}
      hrefOf={(id) => `${base}/groups/${id}`}
    />
  )
  return showPage(c, page)
}

async function showGroup(c: Context<WebEnv>, here: RoomsHere) {
  const entered = await enterFirm(c, here, ...ADMINISTRATORS)
  if (entered instanceof Response) return entered
  const group = await groupIn(c, here, entered)
  if (group === undefined) return c.var.refuse({ status: 404 })
  const at = `${entered.base}/groups/${group.id}`
  const mayAmend = mayMake(entered) && !group.ofAdministrators
  const page = (
    <GroupPage
      {...entered.around}
      group={group}
      functionNames={group.functions.map((id) => nameOf(c, here, id))}
      amend={mayAmend ? `${at}/amend` : null}
      remove={mayAmend && group.members === 0 ? `${at}/remove` : null}
    />
  )
  return showPage(c, page)
}

/** `id` null: a new one. */
async function showForm(c: Context<WebEnv>, here: RoomsHere, id: string | null) {
  const entered = await enterAsMaker(c, here)
  if (entered instanceof Response) return entered
  const group = id === null ? null : await groupIn(c, here, entered)
  if (group === undefined) return c.var.refuse({ status: 404 })
  const fresh = { name: group?.name ?? '', functions: new Set<string>(group?.functions), remark: '' }
  const typed = typedBefore(c)
  return showEntries(c, here, entered, group, typed ? typedEntries(typed) : fresh, [])
}

async function postForm(c: Context<WebEnv>, here: RoomsHere, id: string | null) {
  const entered = await enterAsMaker(c, here)
  if (entered instanceof Response) return entered
  const group = id === null ? null : await groupIn(c, here, entered)
  if (group === undefined) return c.var.refuse({ status: 404 })
  const { world } = here
  const entries = typedEntries(c.var.form)
  const functions = [...entries.functions] as FunctionId[]
  const input = { group: group?.id ?? world.randomness.uuid(), name: entries.name, functions }
  const kind = group === null ? createGroup : amendGroup
  const asked = await askForChange(world, entered, { kind, input, remark: entries.remark })
  return answerAsked(c, here, entered, asked, (errors) =>
    showEntries(c, here, entered, group, entries, errors),
  )
}

function showEntries(
  c: Context<WebEnv>,
  here: RoomsHere,
  { around, base }: InsideFirm,
  group: ListedGroup | null,
  entries: GroupEntries,
  errors: readonly FieldError[],
) {
  const t = textsOf(around.frame).groups
  const back = group === null ? `${base}/groups` : `${base}/groups/${group.id}`
  const offered = new Set([...functionsFor(here.world.programme, 'user'), ...(group?.functions ?? [])])
  const page = (
    <GroupFormPage
      {...around}
      title={group === null ? t.createTitle : t.amendTitle}
      action={group === null ? `${back}/new` : `${back}/amend`}
      back={back}
      errors={errors}
      entries={entries}
      functions={[...offered].map((id) => ({ id, name: nameOf(c, here, id) }))}
      members={group?.members ?? null}
    />
  )
  return showPage(c, page, errors.length === 0 ? 200 : 422)
}

async function showRemove(c: Context<WebEnv>, here: RoomsHere) {
  const entered = await enterAsMaker(c, here)
  if (entered instanceof Response) return entered
  const group = await groupIn(c, here, entered)
  if (group === undefined) return c.var.refuse({ status: 404 })
  // Its page says that nobody may be in it.
  if (group.members > 0) return seeOther(c, `${entered.base}/groups/${group.id}`)
  return showRemoval(c, entered, group, [])
}

async function postRemove(c: Context<WebEnv>, here: RoomsHere) {
  const entered = await enterAsMaker(c, here)
  if (entered instanceof Response) return entered
  const group = await groupIn(c, here, entered)
  if (group === undefined) return c.var.refuse({ status: 404 })
  const remark = c.var.form.get('remark') ?? ''
  const asked = await askForChange(here.world, entered, {
    kind: removeGroup,
    input: { group: group.id },
    remark,
  })
  return answerAsked(c, here, entered, asked, (errors) => showRemoval(c, entered, group, errors))
}

function showRemoval(
  c: Context<WebEnv>,
  { around, base }: InsideFirm,
  { id, name, members }: ListedGroup,
  errors: readonly FieldError[],
) {
  const { groups: t, userForms } = textsOf(around.frame)
  const back = `${base}/groups/${id}`
  const page = (
    <AskPage
      {...around}
      about={name}
      title={t.removeTitle}
      intro={members === 0 ? t.removeIntro : t.notEmpty}
      button={userForms.ask}
      hurts
      action={`${back}/remove`}
      back={back}
      remark={typedBefore(c)?.get('remark') ?? ''}
      errors={errors}
    />
  )
  return showPage(c, page, errors.length === 0 ? 200 : 422)
}

const FUNCTION = 'function-'

function typedEntries(form: Fields): GroupEntries {
  const ticked = [...form.keys()].filter((name) => name.startsWith(FUNCTION))
  return {
    name: form.get('name') ?? '',
    functions: new Set(ticked.map((name) => name.slice(FUNCTION.length))),
    remark: form.get('remark') ?? '',
  }
}

function groupsOf({ world }: RoomsHere, { participant }: InsideFirm) {
  const scope = { as: 'participant', participant: participant.id } as const
  return world.database.read(scope, (db) => readGroups(db, participant.id))
}

/** The group that the address names, where the firm has it. */
async function groupIn(c: Context<WebEnv>, here: RoomsHere, entered: InsideFirm) {
  const groups = await groupsOf(here, entered)
  return groups.find(({ id }) => id === c.req.param('group'))
}

function nameOf(c: Context<WebEnv>, { world }: RoomsHere, id: FunctionId): string {
  return functionOf(world.programme, id)?.name[c.var.visit.language] ?? id
}
