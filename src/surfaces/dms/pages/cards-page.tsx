import type { ListedCard } from '../../../cards/list-cards.ts'
import { saySerial } from '../../../cards/rules/say-serial.ts'
import type { CardStanding } from '../../../kernel/vocabulary.ts'
import { type Frame, sayMoment, textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { DownloadLink, Empty, Pager, Search, Table, Tag, type Tone } from '../../../web/list-parts.tsx'
import { FirmPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'

export interface CardLine extends ListedCard {
  /** Null: he never had one. */
  readonly standing: CardStanding | null
  readonly href: string
}

export interface CardsPageProps extends Around {
  readonly search: string
  readonly lines: readonly CardLine[]
  readonly to: {
    readonly list: string
    readonly previous: string | null
    readonly next: string | null
    readonly file: string
  }
}

/** A firm's smartcards: one line for each of its people, with his latest. */
export function CardsPage({ search, lines, to, ...around }: CardsPageProps) {
  const { frame } = around
  const { cardRegister: t, rooms } = textsOf(frame)
  const c = t.columns
  return (
    <FirmPage {...around} title={rooms.cards}>
      <p class="govuk-body">{t.intro}</p>
      <Search frame={frame} action={to.list} label={t.search} value={search} />
      {lines.length === 0 ? (
        <Empty text={t.nobody} />
      ) : (
        <Table
          caption={t.caption}
          columns={[c.userId, c.name, c.serial, c.validTo, c.standing, c.lastUsed].map((label) => ({
            label,
          }))}
          rows={lines.map(({ href, userId, displayName, serial, notAfter, standing, lastUsed }) => [
            <Link to={href}>{userId}</Link>,
            displayName,
            serial === null ? t.none : saySerial(serial),
            notAfter && sayMoment(frame, notAfter),
            standing && <CardTag frame={frame} standing={standing} />,
            serial === null ? null : lastUsed ? sayMoment(frame, lastUsed) : t.never,
          ])}
        />
      )}
      <Pager frame={frame} count={t.inAll(lines.length)} previous={to.previous} next={to.next} />
      <DownloadLink to={to.file} label={t.asFile} />
    </FirmPage>
  )
}

const TONES: Readonly<Record<CardStanding, Tone>> = {
  'in-force': 'good',
  expired: 'bad',
  revoked: 'bad',
  replaced: 'quiet',
  removed: 'quiet',
}

export function CardTag({ frame, standing }: { readonly frame: Frame; readonly standing: CardStanding }) {
  return <Tag tone={TONES[standing]} text={textsOf(frame).cardRegister.standings[standing]} />
}
