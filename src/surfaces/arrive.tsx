import { seeOther, showPage } from '../web/answer.ts'
import { firmsOf, nameOf } from './enter-rooms.ts'
import type { Arrival } from './function.tsx'
import { ChooseFirmPage } from './pages/choose-firm-page.tsx'
import type { RoomsHere } from './rooms.ts'

/** Behind a door of firms: his firm, or the choice of one. */
export function arriveAtFirm(here: RoomsHere): Arrival {
  return async (c, inside) => {
    const firms = await firmsOf(here, inside)
    const hrefOf = (code: string) => `${here.door.home}/${code}`
    const [only, ...others] = firms
    if (only !== undefined && others.length === 0) return seeOther(c, hrefOf(only.code))
    const { frame, session, functionName } = inside
    const page = (
      <ChooseFirmPage
        frame={frame}
        session={session}
        functionName={functionName}
        firms={firms.map((firm) => ({
          href: hrefOf(firm.code),
          name: nameOf(firm, inside),
          code: firm.code,
          roles: firm.roles,
        }))}
      />
    )
    return showPage(c, page)
  }
}
