import type { Context, Hono } from 'hono'
import { beginCardInitiation } from '../../sign-in/begin-card-initiation.ts'
import { maySkipEmail } from '../../sign-in/rules/may-skip-email.ts'
import { writeTicket } from '../../sign-in/ticket.ts'
import { seeOther, showPage } from '../../web/answer.ts'
import { attemptCookie, setCookie } from '../../web/cookies.ts'
import type { WebEnv } from '../../web/env.ts'
import { enter, type Here, type Inside, pathsOf } from '../inside.tsx'
import { sourceOf } from '../source-of.ts'
import { CardInitiationPage } from './pages/card-initiation-page.tsx'

/** Initiation of 2FA from a logon by smartcard: without a code from the email, while the card's proof is fresh. */
export function mountCardInitiation(app: Hono<WebEnv>, here: Here): void {
  const path = `${here.door.home}/initiation`
  app.get(path, async (c) => {
    const inside = await enter(c, here)
    return inside instanceof Response ? inside : show(c, here, inside)
  })
  app.post(path, (c) => post(c, here))
}

function show(c: Context<WebEnv>, here: Here, { frame, live, at }: Inside) {
  const { surface, door } = here
  const page = (
    <CardInitiationPage
      frame={frame}
      action={maySkipEmail(live, at) ? `${door.home}/initiation` : null}
      byEmail={surface.initiation.path}
      logOut={pathsOf(door).logOut}
    />
  )
  return showPage(c, page)
}

/** Whoever can't, is led to the initiation that anybody may begin: there he is told what that tells everybody. */
async function post(c: Context<WebEnv>, here: Here) {
  const { world, surface } = here
  const inside = await enter(c, here)
  if (inside instanceof Response) return inside
  const { door, path } = surface.initiation
  const begun = await beginCardInitiation(world, {
    ...{ session: inside.live, door, language: c.var.visit.language, at: inside.at },
    ...sourceOf(c),
  })
  if (!begun.ok) return begun.refusal === 'prove-again' ? show(c, here, inside) : seeOther(c, path)
  setCookie(c, attemptCookie(world.site, door), writeTicket(begun.value), null)
  return seeOther(c, `${path}/step`)
}
