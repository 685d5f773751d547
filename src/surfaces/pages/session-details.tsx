import type { Instant } from '../../kernel/instant.ts'
import type { ChannelKind } from '../../kernel/vocabulary.ts'
import { PostForm, PrimaryButton } from '../../web/form-parts.tsx'
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
  const logon = (at: Instant, channel: ChannelKind) => t.momentBy(sayMoment(frame, at), t.means[channel])
  return (
    <>
      <h2 class="govuk-heading-m">{t.details}</h2>
      <dl class="govuk-summary-list">
        <Row term={labels.userId}>{`${session.userId} (${session.displayName})`}</Row>
        <Row term={t.lastLogon}>{last ? t.checkLast(logon(last.at, last.channel)) : t.firstLogon}</Row>
        <Row term={t.loggedOnAt}>{logon(session.loggedOnAt, session.channel)}</Row>
        <Row term={t.endsAt}>{t.endsAtOrIdle(sayMoment(frame, session.endsAt), session.idleMinutes)}</Row>
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

const WARNED_BEFORE_IDLE_SECONDS = 120

export function LogOut({ frame, session }: SessionDetailsProps) {
  const { session: t, labels } = textsOf(frame)
  return (
    <>
      <p
        class="govuk-inset-text"
        role="status"
        data-show-after-seconds={session.idleMinutes * 60 - WARNED_BEFORE_IDLE_SECONDS}
        hidden
      >
        {t.idleSoon}
      </p>
      <PostForm frame={frame} action={session.logOut}>
        <PrimaryButton label={labels.logOut} />
      </PostForm>
    </>
  )
}
