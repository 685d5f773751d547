import { type Frame, inOne, sayLastDay, sayMoment, textsOf } from '../../web/frame.ts'
import { Link } from '../../web/link.tsx'
import { OwnPage } from './own-page.tsx'
import type { ChannelsPageProps, ChannelView } from './own-props.ts'

/** The channels a person has, and what he may do about them. */
export function ChannelsPage(props: ChannelsPageProps) {
  const { frame, session, functionName, channels, actions, notes, refused } = props
  const { ownAccount: t } = textsOf(frame)
  return (
    <OwnPage frame={frame} session={session} functionName={functionName} title={t.channelsTitle}>
      {refused && (
        <p class="govuk-inset-text" role="alert">
          {t.notNow}
        </p>
      )}
      <p class="govuk-body">{t.channelsIntro}</p>
      <dl class="govuk-summary-list">
        {channels.map((channel) => (
          <Channel frame={frame} channel={channel} />
        ))}
      </dl>
      {notes.map((note) => (
        <p class="govuk-body">{note}</p>
      ))}
      {actions.length > 0 && <h2 class="govuk-heading-m">{t.actions}</h2>}
      <ul class="govuk-list">
        {actions.map(({ change, href }) => (
          <li>
            <Link to={href}>{t.titles[change]}</Link>
          </li>
        ))}
      </ul>
    </OwnPage>
  )
}

function Channel({ frame, channel }: { readonly frame: Frame; readonly channel: ChannelView }) {
  const { labels, initiation, ownAccount: t } = textsOf(frame)
  const what = channel.sentTo === null ? t.appIs : t.sentTo(channel.sentTo)
  return (
    <div class="govuk-summary-list__row">
      <dt class="govuk-summary-list__key">{labels[channel.kind]}</dt>
      <dd class="govuk-summary-list__value">
        {inOne(frame, what, channel.until && initiation.lastDay(sayLastDay(frame, channel.until)))}{' '}
        <span class="sp-quiet">{t.inForceSince(sayMoment(frame, channel.since))}</span>
      </dd>
    </div>
  )
}
