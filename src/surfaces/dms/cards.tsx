import type { Context } from 'hono'
import { type ListedCard, listCards, readCardsOf } from '../../cards/list-cards.ts'
import { cardStanding } from '../../cards/rules/card-standing.ts'
import type { Instant } from '../../kernel/instant.ts'
import type { UserProfile } from '../../listings/read-user.ts'
import { showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import { enterFirm, type InsideFirm } from '../enter-rooms.ts'
import type { Room, RoomsHere } from '../rooms.ts'
import { ADMINISTRATORS, mayMake } from './administrators.ts'
import { mountAskingAboutCards } from './ask-about-card.tsx'
import { PAGE, pageOf, readListQuery } from './list-query.ts'
import { CardsOfUserPage } from './pages/cards-of-user-page.tsx'
import { CardsPage } from './pages/cards-page.tsx'
import { USER_IN_PATH } from './user.tsx'
import { profileIn } from './user-forms.tsx'

/** A firm's smartcards: the list, one user's, and what may be asked for about them. */
export const mountCards: Room['mount'] = (app, here, at) => {
  app.get(at, (c) => showCards(c, here))
  app.get(`${at}/${USER_IN_PATH}`, (c) => showCardsOf(c, here))
  mountAskingAboutCards(app, here, at)
}

function standingOf({ notAfter, endedBecause }: ListedCard, at: Instant) {
  return notAfter === null ? null : cardStanding({ notAfter, endedBecause }, at)
}

async function showCards(c: Context<WebEnv>, here: RoomsHere) {
  const entered = await enterFirm(c, here, ...ADMINISTRATORS)
  if (entered instanceof Response) return entered
  const { participant, around, base, at } = entered
  const wanted = readListQuery(c, ['every'])
  const found = await here.world.database.read({ as: 'participant', participant: participant.id }, (db) =>
    listCards(db, participant.id, wanted, PAGE + 1),
  )
  const list = `${base}/cards`
  const { rows, previous, next } = pageOf(list, wanted, found)
  const page = (
    <CardsPage
      {...around}
      search={wanted.search}
      lines={rows.map((row) => ({ ...row, standing: standingOf(row, at), href: `${list}/${row.userId}` }))}
      to={{ list, previous, next, file: `${base}/listings/cards.csv` }}
    />
  )
  return showPage(c, page)
}

async function showCardsOf(c: Context<WebEnv>, here: RoomsHere) {
  const entered = await enterFirm(c, here, ...ADMINISTRATORS)
  if (entered instanceof Response) return entered
  const user = await profileIn(c, here, entered)
  if (user === undefined) return c.var.refuse({ status: 404 })
  const { participant, around, base, at } = entered
  const { cards, passwordSince } = await here.world.database.read(
    { as: 'participant', participant: participant.id },
    (db) => readCardsOf(db, user.id),
  )
  const hasCard = cards.some(({ endedBecause }) => endedBecause === null)
  const page = (
    <CardsOfUserPage
      {...around}
      about={`${user.userId} (${user.displayName})`}
      cards={cards.map((card) => ({ ...card, standing: cardStanding(card, at) }))}
      passwordSince={passwordSince}
      actions={actionsFor(entered, user, { hasCard, hasPassword: passwordSince !== null })}
      back={`${base}/cards`}
    />
  )
  return showPage(c, page)
}

interface Has {
  readonly hasCard: boolean
  readonly hasPassword: boolean
}

/** Of a DA nothing is asked for here, nor of who is gone. */
function actionsFor(entered: InsideFirm, { userId, roles }: UserProfile, { hasCard, hasPassword }: Has) {
  const may = mayMake(entered) && roles.length > 0 && roles.every((role) => role === 'user')
  const to = (deed: string) => `${entered.base}/cards/${userId}/${deed}`
  return {
    assign: may && !hasCard ? to('assign/upload') : null,
    replace: may && hasCard ? to('replace/upload') : null,
    resetPassword: may && hasPassword ? to('reset-password') : null,
    revoke: may && hasCard ? to('revoke') : null,
  }
}
