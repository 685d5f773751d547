import { inOne, textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { OwnPage } from '../../pages/own-page.tsx'
import type { OwnFormPageProps } from '../../pages/own-props.ts'
import { OutwardLink } from './outward-link.tsx'

interface CardStepUpPageProps
  extends Pick<OwnFormPageProps, 'frame' | 'session' | 'functionName' | 'refusal'> {
  /** Where the card is asked for; null: it was, in vain. */
  readonly go: string | null
  readonly to: string
}

/** Before what is hard to take back: card and card password once more, so that it is not somebody else at an open terminal. */
export function CardStepUpPage({ frame, session, functionName, refusal, go, to }: CardStepUpPageProps) {
  const { cards, stepUp: t } = textsOf(frame)
  return (
    <OwnPage
      frame={frame}
      session={session}
      functionName={functionName}
      title={t.title}
      errors={[]}
      refused={refusal && { refusal, title: t.refusedTitle, text: t.cardRefused }}
    >
      <p class="govuk-body">{inOne(frame, t.whyByCard, t.holds)}</p>
      {go !== null && (
        <OutwardLink to={go} button>
          {cards.continue}
        </OutwardLink>
      )}
      <p class="govuk-body">
        <Link to={to}>{t.cancel}</Link>
      </p>
    </OwnPage>
  )
}
