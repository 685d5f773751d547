import type { CardOfUser, CardsOfUser } from '../../../cards/list-cards.ts'
import { saySerial } from '../../../cards/rules/say-serial.ts'
import type { CardStanding } from '../../../kernel/vocabulary.ts'
import { sayMoment, textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { Empty, Facts, Table } from '../../../web/list-parts.tsx'
import { FirmPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'
import { CardTag } from './cards-page.tsx'

/** In the order of the buttons; null: not by him, or not now. */
export const CARD_DEEDS = ['assign', 'replace', 'resetPassword', 'revoke'] as const
export type CardDeed = (typeof CARD_DEEDS)[number]

export interface CardsOfUserPageProps extends Around, Pick<CardsOfUser, 'passwordSince'> {
  readonly about: string
  readonly cards: readonly (CardOfUser & { readonly standing: CardStanding })[]
  readonly actions: Readonly<Record<CardDeed, string | null>>
  readonly back: string
}

/** The smartcards one user has and had, and what may be asked for about them. */
export function CardsOfUserPage(props: CardsOfUserPageProps) {
  const { about, cards, passwordSince, actions, back, ...around } = props
  const { frame } = around
  const { cardRegister: t, rooms } = textsOf(frame)
  const c = t.columns
  const links = CARD_DEEDS.flatMap((deed) => {
    const to = actions[deed]
    return to === null ? [] : [{ to, text: t[deed], look: deed === 'revoke' ? 'warning' : 'secondary' }]
  })
  const password = passwordSince === null ? t.noPassword : t.passwordSince(sayMoment(frame, passwordSince))
  return (
    <FirmPage {...around} caption={about} title={t.ofUser}>
      {links.length > 0 && (
        <nav class="sp-actions" aria-label={textsOf(frame).user.actions}>
          {links.map(({ to, text, look }) => (
            <Link to={to} class={`govuk-button govuk-button--${look}`}>
              {text}
            </Link>
          ))}
        </nav>
      )}
      <Facts facts={[[t.password, password]]} />
      {cards.length === 0 ? (
        <Empty text={t.none} />
      ) : (
        <Table
          caption={t.caption}
          columns={[c.serial, c.subject, c.validTo, c.standing, c.since, c.until, c.lastUsed].map(
            (label) => ({
              label,
            }),
          )}
          rows={cards.map(({ serial, subject, notAfter, standing, since, until, lastUsed }) => [
            ...[saySerial(serial), subject, sayMoment(frame, notAfter)],
            <CardTag frame={frame} standing={standing} />,
            ...[sayMoment(frame, since), until && sayMoment(frame, until)],
            lastUsed ? sayMoment(frame, lastUsed) : t.never,
          ])}
        />
      )}
      <p class="govuk-body">
        <Link to={back}>{rooms.cards}</Link>
      </p>
    </FirmPage>
  )
}
