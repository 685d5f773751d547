import type { Context } from 'hono'
import type { SoughtPerson } from '../../accounts/seek-person.ts'
import type { ReadDb } from '../../db/transaction.ts'
import { contactsOf } from '../../participants/contacts-of.ts'
import type { Refusal } from '../../resets/find-refusal.ts'
import { lookSomebodyUp } from '../../resets/look-somebody-up.ts'
import { showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import type { Frame } from '../../web/frame.ts'
import { HANDLING } from '../cases/open-case.tsx'
import { enterDesk } from '../enter-rooms.ts'
import type { Room, RoomsHere } from '../rooms.ts'
import { sayRefusal } from '../say-refusal.ts'
import { LookUpPage, type LookUpPageProps } from './pages/look-up-page.tsx'

/** Who somebody is that calls, what he was refused, and at which number his firm is called back. It changes nothing. */
export const mountLookUp: Room['mount'] = (app, here, at) => {
  app.get(at, (c) => look(c, here))
}

async function look(c: Context<WebEnv>, here: RoomsHere) {
  const inside = await enterDesk(c, here)
  if (inside instanceof Response) return inside
  const { world } = here
  const { around, base, frame, live, at } = inside
  const asked = (c.req.query('q') ?? '').trim().toUpperCase().slice(0, 100)
  const { refusal, person } =
    asked === ''
      ? { refusal: null, person: null }
      : await lookSomebodyUp(world, { asked, by: live.accountId, at })
  const callBack =
    person === null
      ? []
      : await world.database.read({ as: 'operations' }, (db) => contactsOfFirms(db, person))
  const said = refusal && sayIt(here, frame, refusal)
  const page = (
    <LookUpPage
      {...{ ...around, action: `${base}/look-up`, asked, person, callBack }}
      openCase={inside.roles.some((role) => HANDLING.includes(role)) ? `${base}/cases/open` : null}
      refusal={said}
    />
  )
  return showPage(c, page, asked === '' || said !== null || person !== null ? 200 : 404)
}

function sayIt({ world }: RoomsHere, frame: Frame, refusal: Refusal): LookUpPageProps['refusal'] {
  const said = sayRefusal(world.programme, frame, refusal)
  return { ...said, at: refusal.at, ofNobody: refusal.user === null }
}

async function contactsOfFirms(db: ReadDb, { seats }: SoughtPerson): Promise<LookUpPageProps['callBack']> {
  const firms = new Map(seats.map(({ participant, code }) => [participant, code]))
  const found = [...firms].map(async ([participant, code]) =>
    participant === null || code === null ? [] : [{ code, contacts: await contactsOf(db, participant) }],
  )
  return (await Promise.all(found)).flat()
}
