import type { Instant } from '../../kernel/instant.ts'
import type { SecondFactor } from '../../kernel/vocabulary.ts'
import { type Frame, sayMoment, textsOf } from '../../web/frame.ts'
import type { SessionView } from './props.ts'

interface SessionDetailsProps {
  readonly frame: Frame
  readonly session: SessionView
}

/** The last logon first: only its person can tell whether it was his. */
export function SessionDetails({ frame, session }: SessionDetailsProps) {
  const { session: t, labels } = textsOf(frame)
  const last = session.lastLogon
  const logon = (at: Instant, channel: SecondFactor) => t.momentBy(sayMoment(frame, at), t.means[channel])
  return (
    <>
      {session.passwordExpiresAt && (
        <p class="govuk-inset-text">{t.passwordExpiring(sayMoment(frame, session.passwordExpiresAt))}</p>
      )}
      <h2 class="govuk-heading-m">{t.details}</h2>
      <dl class="govuk-summary-list">
        <Row term={labels.userId}>{`${session.userId} (${session.displayName})`}</Row>
        <Row term={t.lastLogon}>{last ? t.checkLast(logon(last.at, last.channel)) : t.firstLogon}</Row>
        <Row term={t.loggedOnAt}>{logon(session.loggedOnAt, session.channel)}</Row>
        <Row term={t.endsAt}>{sayMoment(frame, session.life.endsAt)}</Row>
        {session.passwordSince && <Row term={t.passwordSet}>{sayMoment(frame, session.passwordSince)}</Row>}
      </dl>
    </>
  )
}

function Row({ term, children }: { readonly term: string; readonly children: string }) {
  return (
    <div class="govuk-summary-list__row">
      <dt class="govuk-summary-list__key">{term}</dt>
      <dd class="govuk-summary-list__value">{children}</dd>
    </div>
  )
}
