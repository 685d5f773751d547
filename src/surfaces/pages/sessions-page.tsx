import { PostForm, SecondaryButton } from '../../web/form-parts.tsx'
import { type Frame, sayMoment, textsOf } from '../../web/frame.ts'
import { OwnPage } from './own-page.tsx'
import type { OwnSessionView, SessionsPageProps } from './own-props.ts'

/** Where a person is logged on, so that he can tell what is not his, and end it. */
export function SessionsPage(props: SessionsPageProps) {
  const { frame, session, functionName, sessions, endOne, endOthers, ended } = props
  const { ownAccount: t } = textsOf(frame)
  const others = sessions.filter(({ isThisOne }) => !isThisOne)
  return (
    <OwnPage frame={frame} session={session} functionName={functionName} title={t.sessionsTitle}>
      {ended !== null && (
        <p class="govuk-inset-text" role="status">
          {ended === 0 ? t.endedNone : t.ended(ended)}
        </p>
      )}
      <p class="govuk-body">{t.sessionsIntro}</p>
      {sessions
        .filter(({ isThisOne }) => isThisOne)
        .map((one) => (
          <OneSession frame={frame} one={one} heading={t.thisOne} end={null} />
        ))}
      {others.map((one, index) => (
        <OneSession frame={frame} one={one} heading={t.other(index + 1)} end={endOne} />
      ))}
      {others.length === 0 && <p class="govuk-body">{t.noOthers}</p>}
      {others.length > 1 && <SecondaryButton frame={frame} action={endOthers} label={t.endOthers} />}
    </OwnPage>
  )
}

interface OneSessionProps {
  readonly frame: Frame
  readonly one: OwnSessionView
  readonly heading: string
  readonly end: string | null
}

function OneSession({ frame, one, heading, end }: OneSessionProps) {
  const { session, ownAccount: t } = textsOf(frame)
  const rows = [
    [t.door, one.door],
    [t.since, session.momentBy(sayMoment(frame, one.since), session.means[one.channel])],
    [t.seen, sayMoment(frame, one.seen)],
    [t.from, one.network],
  ]
  return (
    <section aria-labelledby={`session-${one.id}`}>
      <h2 class="govuk-heading-m" id={`session-${one.id}`}>
        {heading}
      </h2>
      <dl class="govuk-summary-list">
        {rows.map(([term, value]) => (
          <div class="govuk-summary-list__row">
            <dt class="govuk-summary-list__key">{term}</dt>
            <dd class="govuk-summary-list__value">{value}</dd>
          </div>
        ))}
      </dl>
      {end !== null && (
        <PostForm frame={frame} action={end}>
          <input type="hidden" name="session" value={one.id} />
          <button
            type="submit"
            class="govuk-button govuk-button--secondary"
            aria-describedby={`session-${one.id}`}
          >
            {t.end}
          </button>
        </PostForm>
      )}
    </section>
  )
}
