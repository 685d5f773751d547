import { type Frame, textsOf } from '../../../web/frame.ts'
import { Layout } from '../../../web/layout.tsx'
import { OutwardLink } from './outward-link.tsx'

/** Attack 47: what was announced, not a fault; and the way on. */
export function CardScheduledPage({
  frame,
  initiation,
}: {
  readonly frame: Frame
  readonly initiation: string
}) {
  const { labels, cards } = textsOf(frame)
  const { title, text, initiate } = cards.scheduled
  return (
    <Layout frame={frame} title={title}>
      <div class="sp-sheet">
        <h1 class="govuk-heading-l">{title}</h1>
        <p class="govuk-body">{text}</p>
        <p class="govuk-body">
          {initiate} <OutwardLink to={initiation}>{labels.initiation}</OutwardLink>
        </p>
      </div>
    </Layout>
  )
}
