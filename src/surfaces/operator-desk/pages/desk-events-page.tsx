import type { OfferedEvent, Stage } from '../../../registrations/rules/offered.ts'
import type { Expected } from '../../../registrations/store.ts'
import { Entry } from '../../../web/entry-parts.tsx'
import { type FieldError, PostForm, PrimaryButton } from '../../../web/form-parts.tsx'
import type { Fields } from '../../../web/forms.ts'
import { sayDay, textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { Done, DownloadLink, Empty, Facts, Table, Tag } from '../../../web/list-parts.tsx'
import { SessionFields } from '../../client-connect/pages/event-page.tsx'
import { DeskPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'

interface EventAtDesk {
  readonly offered: OfferedEvent
  readonly stage: Stage
  readonly expected: readonly Expected[]
}

export interface DeskEventsPageProps extends Around {
  readonly base: string
  readonly events: readonly EventAtDesk[]
  readonly mayEnter: boolean
  readonly typed: Fields
  readonly errors: readonly FieldError[]
  /** The number of the firm just entered. */
  readonly entered: string | null
}

export function DeskEventsPage(props: DeskEventsPageProps) {
  const { base: _, events, mayEnter, typed: __, errors, entered, ...around } = props
  const t = textsOf(around.frame).events
  return (
    <DeskPage
      {...around}
      title={t.title}
      errors={errors}
      notice={entered !== null && <Done text={t.done.registered(entered)} />}
    >
      {events.length === 0 && <Empty text={t.none} />}
      {events.map((event) => (
        <>
          <Attendance {...around} {...event} base={props.base} />
          {event.stage === 'late' && mayEnter && <LateEntry {...props} offered={event.offered} />}
        </>
      ))}
    </DeskPage>
  )
}

/** By session and means, with nought where nobody is expected: what capacity is planned by. */
function Attendance(props: Pick<Around, 'frame'> & Pick<DeskEventsPageProps, 'base'> & EventAtDesk) {
  const { frame, base, offered, stage, expected } = props
  const texts = textsOf(frame)
  const t = texts.events
  const { language } = frame.visit
  const rows = offered.sessions.flatMap(({ session, ways }) =>
    ways.map(({ by }) => {
      const of = expected.find((one) => one.session === session.id && one.by === by)
      const people = of?.people ?? 0
      return [
        `${session.title[language]}, ${t.by[by]}`,
        t.sites[session.site],
        String(of?.firms ?? 0),
        String(people),
        <Capacity frame={frame} people={people} capacity={session.capacity?.[by] ?? null} />,
      ]
    }),
  )
  const columns = [
    { label: t.sessionName },
    { label: t.site },
    { label: t.firms, numeric: true },
    { label: t.expected, numeric: true },
    { label: t.capacity },
  ]
  return (
    <>
      <h2 class="govuk-heading-m">{offered.event.title[language]}</h2>
      <Facts
        facts={[
          [t.until, t.untilIs(sayDay(frame, offered.event.registration.until))],
          [texts.dashboard.state, t.state[stage]],
        ]}
      />
      <Table caption={t.expected} columns={columns} rows={rows} />
      <p class="sp-downloads">
        <Link to={`${base}/${offered.event.id}`}>{t.byFirm}</Link>
        <DownloadLink to={`${base}/${offered.event.id}/registrations.csv`} label={t.csv} />
      </p>
    </>
  )
}

interface CapacityProps extends Pick<Around, 'frame'> {
  readonly people: number
  /** Null: the programme says none. */
  readonly capacity: number | null
}

/** Nobody is refused for it: who plans sees in time that there are too many. */
function Capacity({ frame, people, capacity }: CapacityProps) {
  const t = textsOf(frame).events
  if (capacity === null) return null
  const left = capacity - people
  return (
    <>
      {capacity} <Tag tone={left < 0 ? 'bad' : 'good'} text={left < 0 ? t.tooMany(-left) : t.places(left)} />
    </>
  )
}

function LateEntry({
  frame,
  base,
  offered,
  typed,
  errors,
}: DeskEventsPageProps & { readonly offered: OfferedEvent }) {
  const t = textsOf(frame).events
  const line = { frame, errors }
  const at = (name: string) => typed.get(name) ?? ''
  return (
    <PostForm frame={frame} action={`${base}/${offered.event.id}`}>
      <h3 class="govuk-heading-s">{t.lateEntry}</h3>
      <Entry {...line} name="firm" label={t.firmCode} value={at('firm')} maxlength={12} short />
      <Entry {...line} name="contact_name" label={t.contact} value={at('contact_name')} />
      <Entry
        {...line}
        name="contact_telephone"
        label={t.telephone}
        value={at('contact_telephone')}
        type="tel"
        short
      />
      {offered.sessions.map((session) => (
        <SessionFields frame={frame} errors={errors} session={session} typed={typed} />
      ))}
      <PrimaryButton label={t.enter} />
    </PostForm>
  )
}
