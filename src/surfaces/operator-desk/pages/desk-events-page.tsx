import type { OfferedEvent, Stage } from '../../../registrations/rules/offered.ts'
import type { Expected } from '../../../registrations/store.ts'
import { Entry } from '../../../web/entry-parts.tsx'
import { type FieldError, PostForm, PrimaryButton } from '../../../web/form-parts.tsx'
import type { Fields } from '../../../web/forms.ts'
import { sayDay, textsOf } from '../../../web/frame.ts'
import { Done, Empty, Facts, Table } from '../../../web/list-parts.tsx'
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
          <Attendance {...around} {...event} />
          {event.stage === 'late' && mayEnter && <LateEntry {...props} offered={event.offered} />}
        </>
      ))}
    </DeskPage>
  )
}

/** By session and means, with nought where nobody is expected: what capacity is planned by. */
function Attendance({ frame, offered, stage, expected }: Pick<Around, 'frame'> & EventAtDesk) {
  const texts = textsOf(frame)
  const t = texts.events
  const { language } = frame.visit
  const rows = offered.sessions.flatMap(({ session, ways }) =>
    ways.map(({ by }) => {
      const of = expected.find((one) => one.session === session.id && one.by === by)
      return [`${session.title[language]}, ${t.by[by]}`, String(of?.firms ?? 0), String(of?.people ?? 0)]
    }),
  )
  const columns = [
    { label: t.title },
    { label: t.firms, numeric: true },
    { label: t.expected, numeric: true },
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
