import type { Context, Hono } from 'hono'
import type { ChannelKind, OwnChange } from '../kernel/vocabulary.ts'
import { beginChange } from '../own-account/begin-change.ts'
import { changeableOf } from '../own-account/changeable.ts'
import { ADDS, mayChange } from '../own-account/rules/may-change.ts'
import { situation } from '../programme/rules/situation.ts'
import { channelsUseful } from '../sign-in/rules/channels-offered.ts'
import { seeOther, showPage } from '../web/answer.ts'
import type { WebEnv } from '../web/env.ts'
import type { FieldError } from '../web/form-parts.tsx'
import { parseFields } from '../web/forms.ts'
import { sayDay, textsOf } from '../web/frame.ts'
import { enter, type Here, type Inside, pathsOf } from './inside.tsx'
import { maskAddress } from './mask-address.ts'
import { leaveNotice, takeNotice } from './notice-cookie.ts'
import { type ChangeFlow, goOn, postPasscode, postSend, showStep } from './own-change.tsx'
import { currentPasswordAnswer, missing } from './pages/answers.ts'
import { ChangeChannelPage } from './pages/change-channel-page.tsx'
import { ChannelsPage } from './pages/channels-page.tsx'
import { sourceOf } from './source-of.ts'

const BUSY_RETRY_SECONDS = 5

/** In the order in which they are offered. */
const CHANGES: readonly OwnChange[] = ['add-app', 'add-email', 'replace-app', 'remove-email', 'remove-app']

/** One's own OTP channels: what there is, and for each change its own way through the same steps. */
export function mountOwnChannels(app: Hono<WebEnv>, here: Here): void {
  const { channels } = pathsOf(here.door)
  app.get(channels, (c) => showChannels(c, here))
  for (const change of CHANGES) {
    const flow: ChangeFlow = { here, change, path: `${channels}/${change}` }
    app.get(flow.path, (c) => showChange(c, flow, []))
    app.post(flow.path, (c) => postChange(c, flow))
    app.get(`${flow.path}/passcode`, (c) => showStep(c, flow, []))
    app.post(`${flow.path}/passcode`, (c) => postPasscode(c, flow, 'change-passcode'))
    app.post(`${flow.path}/passcode/email`, (c) => postSend(c, flow, 'email'))
    app.post(`${flow.path}/passcode/app`, (c) => postSend(c, flow, 'app'))
    app.post(`${flow.path}/proof`, (c) => postPasscode(c, flow, 'change-proof'))
    app.get(`${flow.path}/proof`, (c) => showStep(c, flow, []))
    app.post(`${flow.path}/proof/again`, (c) => postSend(c, flow, 'proof'))
  }
}

function obstacleTo(change: OwnChange, { world }: Here, { inForce, holder, live, at }: Inside) {
  return mayChange(change, changeableOf(world, inForce, holder, live, at))
}

async function showChannels(c: Context<WebEnv>, here: Here) {
  const inside = await enter(c, here)
  if (inside instanceof Response) return inside
  const { frame, session, functionName, holder } = inside
  const { channels } = pathsOf(here.door)
  const untilOf = lastDays(here, inside)
  const page = (
    <ChannelsPage
      frame={frame}
      session={session}
      functionName={functionName}
      channels={holder.channels.map(({ kind, since }) => ({
        kind,
        since,
        sentTo: kind === 'email' ? maskAddress(holder.email ?? '') : null,
        until: untilOf(kind),
      }))}
      actions={CHANGES.filter((change) => obstacleTo(change, here, inside) === null).map((change) => ({
        change,
        href: `${channels}/${change}`,
      }))}
      notes={notesOf(here, inside)}
      refused={c.req.query('refused') !== undefined}
    />
  )
  return showPage(c, page)
}

/** From when no door takes a channel any more; null where no end is planned, or where none takes it now. */
function lastDays({ world, door }: Here, { holder, at }: Inside) {
  const useful = channelsUseful(world.programme, holder.roles, door.door, at)
  return (kind: ChannelKind) => useful.find((channel) => channel.kind === kind)?.until ?? null
}

/** Why what a person may look for is not offered. */
function notesOf(here: Here, inside: Inside): readonly string[] {
  const { ownAccount: t } = textsOf(inside.frame)
  const obstacles = CHANGES.map((change) => obstacleTo(change, here, inside))
  if (obstacles.includes('not-carried-forward')) {
    const { world } = here
    const running = situation(inside.inForce, world.site, inside.at)
    return running === null ? [] : [t.notCarried(sayDay(inside.frame, running.nextBusinessDay))]
  }
  return [
    ...(obstacles.includes('last-channel') ? [t.onlyOne] : []),
    ...(obstacles.includes('no-email') ? [t.noEmail] : []),
  ]
}

async function showChange(c: Context<WebEnv>, flow: ChangeFlow, errors: readonly FieldError[]) {
  const { here, change, path } = flow
  const inside = await enter(c, here)
  if (inside instanceof Response) return inside
  if (obstacleTo(change, here, inside) !== null) return notNow(c, here)
  const { frame, session, functionName } = inside
  const added = ADDS[change]
  const page = (
    <ChangeChannelPage
      frame={frame}
      session={session}
      functionName={functionName}
      action={path}
      errors={errors}
      refusal={errors.length > 0 ? null : takeNotice(c, here.world.site, here.door.door)}
      change={change}
      until={added && lastDays(here, inside)(added)}
    />
  )
  return showPage(c, page, errors.length > 0 ? 422 : 200)
}

function notNow(c: Context<WebEnv>, { door }: Here) {
  return seeOther(c, `${pathsOf(door).channels}?refused=1`)
}

async function postChange(c: Context<WebEnv>, flow: ChangeFlow) {
  const { here, change, path } = flow
  const inside = await enter(c, here)
  if (inside instanceof Response) return inside
  const answered = parseFields(c.var.form, currentPasswordAnswer)
  if (!answered.ok) return showChange(c, flow, missing(textsOf(inside.frame), answered.refusal))
  const begun = await beginChange(here.world, {
    session: inside.live,
    change,
    currentPassword: answered.value.password,
    newPassword: null,
    ...sourceOf(c),
    language: c.var.visit.language,
    at: inside.at,
  })
  if (begun.ok) return goOn(c, flow, begun.value)
  switch (begun.refusal.is) {
    case 'busy':
      return c.var.refuse({ status: 503, retryAfterSeconds: BUSY_RETRY_SECONDS })
    case 'refused':
      leaveNotice(c, here.world.site, here.door.door, begun.refusal.reference)
      return seeOther(c, path)
    case 'not-now':
    case 'unfit':
      return notNow(c, here)
  }
}
