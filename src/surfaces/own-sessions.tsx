import type { Context, Hono } from 'hono'
import type { DoorId, SessionId } from '../kernel/ids.ts'
import { doorOf } from '../programme/rules/standing-doors.ts'
import { endOtherSessions } from '../sessions/end-other-sessions.ts'
import { ownSessions } from '../sessions/own-sessions.ts'
import { secondFactorOf } from '../sessions/rules/second-factor-of.ts'
import { seeOther, showPage } from '../web/answer.ts'
import type { WebEnv } from '../web/env.ts'
import { parseFields } from '../web/forms.ts'
import { sayMoment, textsOf } from '../web/frame.ts'
import { enter, type Here, pathsOf } from './inside.tsx'
import { endSessionAnswer } from './pages/answers.ts'
import { livesText } from './pages/session-foot.tsx'
import { SessionsPage } from './pages/sessions-page.tsx'

/** One's own logon sessions: where they are, ending the others, and keeping this one. */
export function mountOwnSessions(app: Hono<WebEnv>, here: Here): void {
  const { sessions, stay } = pathsOf(here.door)
  app.get(sessions, (c) => showSessions(c, here))
  app.post(`${sessions}/end`, (c) => postEnd(c, here))
  app.post(`${sessions}/end-others`, (c) => endOthers(c, here))
  app.post(stay, (c) => postStay(c, here))
}

async function showSessions(c: Context<WebEnv>, here: Here) {
  const inside = await enter(c, here)
  if (inside instanceof Response) return inside
  const { world, door } = here
  const { frame, session, functionName, live, at } = inside
  const listed = await world.database.read({ as: 'sign-in' }, (db) =>
    ownSessions(db, world.epoch, live.accountId, at),
  )
  const labelOf = (id: DoorId) => doorOf(world.programme, id)?.label[frame.visit.language] ?? id
  const ended = Number(c.req.query('ended') ?? 'none')
  const page = (
    <SessionsPage
      frame={frame}
      session={session}
      functionName={functionName}
      endOne={`${pathsOf(door).sessions}/end`}
      endOthers={`${pathsOf(door).sessions}/end-others`}
      ended={Number.isSafeInteger(ended) && ended >= 0 ? ended : null}
      sessions={listed.map((one) => ({
        id: one.id,
        door: labelOf(one.door),
        channel: secondFactorOf(one.acr),
        since: one.createdAt,
        seen: one.lastSeenAt,
        network: one.network,
        isThisOne: one.id === live.id,
      }))}
    />
  )
  return showPage(c, page)
}

async function postEnd(c: Context<WebEnv>, here: Here) {
  const answered = parseFields(c.var.form, endSessionAnswer)
  if (!answered.ok) return c.var.refuse({ status: 400 })
  return endOthers(c, here, answered.value.session as SessionId)
}

/** It only restricts, so it asks for no further proof. */
async function endOthers(c: Context<WebEnv>, here: Here, only?: SessionId) {
  const inside = await enter(c, here)
  if (inside instanceof Response) return inside
  const { world, door } = here
  const { live, at } = inside
  const ended = await world.database.write({ as: 'sign-in' }, (tx) =>
    endOtherSessions(tx, world, {
      accountId: live.accountId,
      keep: live.id,
      ...(only === undefined ? {} : { only }),
      because: 'ended-elsewhere',
      at,
    }),
  )
  return seeOther(c, `${pathsOf(door).sessions}?ended=${ended}`)
}

/** Asked for by a press of `Stay logged on`: the page stays as it is, with what was typed into it. */
async function postStay(c: Context<WebEnv>, here: Here) {
  const inside = await enter(c, here, 'change-password')
  if (inside instanceof Response) return inside
  const { frame, session, at } = inside
  const { idleEndsAt, endsAt } = session.life
  return c.json({
    idleSeconds: at.until(idleEndsAt).total('seconds'),
    leftSeconds: at.until(endsAt).total('seconds'),
    lives: livesText(frame, session.life),
    soon: textsOf(frame).session.idleSoon(sayMoment(frame, idleEndsAt)),
  })
}
