import { registrationNumber } from '../../../registrations/rules/number-text.ts'
import type { OfferedEvent, OfferedSession, Stage } from '../../../registrations/rules/offered.ts'
import type { Registration } from '../../../registrations/store.ts'
import { Entry } from '../../../web/entry-parts.tsx'
import { AskTwice, type FieldError, PostForm, PrimaryButton } from '../../../web/form-parts.tsx'
import type { Fields } from '../../../web/forms.ts'
import { type Frame, sayDatedMoment, sayDay, saySpan, textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { Done, Facts } from '../../../web/list-parts.tsx'
import { FirmPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'
import { peopleField } from '../registration-fields.ts'

export interface EventPageProps extends Around {
  readonly base: string
  readonly offered: OfferedEvent
  readonly stage: Stage
  readonly registration: Registration | null
  readonly mayFile: boolean
  readonly typed: Fields
  readonly errors: readonly FieldError[]
  readonly done: 'registered' | 'amended' | 'withdrawn' | null
}

/** One event: until when, what is tested in which session, and the firm's registration for it. */
export function EventPage(props: EventPageProps) {
  const { base, offered, stage, registration, mayFile, typed, errors, done, ...around } = props
  const { frame, mayChange } = around
  const texts = textsOf(frame)
  const t = texts.events
  const { event } = offered
  const said = done !== null && (done === 'withdrawn') === (registration === null)
  const number = registration === null ? '' : registrationNumber(registration.number)
  return (
    <FirmPage
      {...around}
      title={event.title[frame.visit.language]}
      errors={errors}
      notice={said && <Done text={t.done[done](number)} />}
    >
      <p class="govuk-body">{event.purpose[frame.visit.language]}</p>
      <Facts
        facts={[
          [t.until, t.untilIs(sayDay(frame, event.registration.until))],
          [texts.dashboard.state, t.state[stage]],
          [t.registration, registration === null ? t.notRegistered : t.registered(number)],
          ...(registration === null ? [] : [[t.filed, filedOf(frame, registration)] as const]),
        ]}
      />
      {stage === 'open' && mayFile && mayChange ? (
        <RegistrationForm {...props} />
      ) : (
        <Attendance frame={frame} offered={offered} typed={typed} />
      )}
      {!mayFile && <p class="govuk-body">{texts.rights.missing('EU_Events')}</p>}
      <p class="govuk-body">
        <Link to={base}>{t.title}</Link>
      </p>
    </FirmPage>
  )
}

function filedOf(frame: Frame, { filedAt, filedBy, late }: Registration): string {
  const t = textsOf(frame).events
  const moment = sayDatedMoment(frame, filedAt)
  const by = filedBy === null ? t.filedAt(moment) : t.filedBy(filedBy.name, moment)
  return late ? `${by} (${t.late})` : by
}

function RegistrationForm({ frame, base, offered, registration, typed, errors }: EventPageProps) {
  const t = textsOf(frame).events
  const action = `${base}/${offered.event.id}`
  const replaces = <input type="hidden" name="replaces" value={registration?.id ?? ''} />
  const line = { frame, errors }
  const at = (name: string) => typed.get(name) ?? ''
  return (
    <>
      <PostForm frame={frame} action={action}>
        {replaces}
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
        <PrimaryButton label={registration === null ? t.register : t.amend} />
      </PostForm>
      {registration !== null && (
        <AskTwice
          frame={frame}
          action={`${action}/withdraw`}
          label={t.withdraw}
          question={t.withdrawHint}
          keep={{ replaces: registration.id }}
        />
      )}
    </>
  )
}

interface SessionFieldsProps extends Pick<EventPageProps, 'errors' | 'typed'> {
  readonly frame: Frame
  readonly session: OfferedSession
}

/** What one comes to test, and how many come: by each means that the session has. */
export function SessionFields({ frame, errors, session: { session, ways }, typed }: SessionFieldsProps) {
  const t = textsOf(frame).events
  const { language } = frame.visit
  return (
    <fieldset class="govuk-fieldset govuk-form-group">
      <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{titleOf(frame, session)}</legend>
      <p class="govuk-hint">{t.tests}</p>
      <ul class="govuk-list govuk-list--bullet">
        {session.activities.map(({ title }) => (
          <li>{title[language]}</li>
        ))}
      </ul>
      {ways.map(({ by }) => (
        <Entry
          frame={frame}
          errors={errors}
          name={peopleField(session.id, by)}
          label={t.people(t.by[by])}
          hint={t.peopleHint}
          value={typed.get(peopleField(session.id, by)) ?? ''}
          maxlength={3}
          short
        />
      ))}
    </fieldset>
  )
}

function titleOf(frame: Frame, { title, opensAt, closesAt }: OfferedSession['session']): string {
  const { language } = frame.visit
  return textsOf(frame).events.session(title[language], saySpan(frame, opensAt, closesAt))
}

/** What was filed, to look at. */
function Attendance({
  frame,
  offered,
  typed,
}: Pick<EventPageProps, 'offered' | 'typed'> & { readonly frame: Frame }) {
  const t = textsOf(frame).events
  const facts = offered.sessions.flatMap(({ session, ways }) =>
    ways.flatMap(({ by }) => {
      const people = typed.get(peopleField(session.id, by))
      return people === undefined ? [] : [[`${titleOf(frame, session)}, ${t.by[by]}`, people] as const]
    }),
  )
  const contact = typed.get('contact_name') ?? ''
  return (
    <Facts
      facts={[
        ...facts,
        ...(contact === ''
          ? []
          : [[t.contact, `${contact}, ${typed.get('contact_telephone') ?? ''}`] as const]),
      ]}
    />
  )
}
