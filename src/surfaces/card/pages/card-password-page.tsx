import type { Reference } from '../../../kernel/ids.ts'
import type { Instant } from '../../../kernel/instant.ts'
import type { CardJourney } from '../../../sign-in/card-attempt.ts'
import type { FieldError } from '../../../web/form-parts.tsx'
import { type Frame, inOne, sayLastDay, textsOf } from '../../../web/frame.ts'
import { LogonForm } from '../../pages/logon-form.tsx'
import type { Audience } from '../../pages/props.ts'
import { Step } from '../../pages/step.tsx'
import { WhoCanAct } from '../../pages/who-can-act.tsx'
import { OutwardLink } from './outward-link.tsx'

interface CardPasswordPageProps {
  readonly frame: Frame
  readonly action: string
  readonly doorLabel: string
  readonly journey: CardJourney
  readonly audience: Audience
  /** The close of the business day whose passwords count; null: those in force. */
  readonly frozenAt: Instant | null
  readonly errors: readonly FieldError[]
  readonly refusal: { readonly reference: Reference } | null
  readonly again: string
}

/** The card is proven; whose it is, he says himself, and by his card password. */
export function CardPasswordPage(props: CardPasswordPageProps) {
  const { frame, action, journey, doorLabel, audience, frozenAt, errors, refusal, again } = props
  const { labels, logon, stepUp, cards: t } = textsOf(frame)
  const isLogon = journey === 'card'
  return (
    <Step
      frame={frame}
      title={isLogon ? logon.title : stepUp.title}
      caption={doorLabel}
      errors={errors}
      refused={refusal && { refusal, title: isLogon ? t.refusedTitle : stepUp.refusedTitle, text: t.refused }}
      aside={<WhoCanAct frame={frame} audience={audience} />}
    >
      <p class="govuk-body">{inOne(frame, t.ready, frozenAt && t.frozen(sayLastDay(frame, frozenAt)))}</p>
      <LogonForm
        {...{ frame, action, errors }}
        focus={refusal === null}
        password={{ name: 'card_password', label: t.password }}
        button={isLogon ? labels.logOn : labels.confirm}
      />
      <p class="govuk-body">
        <OutwardLink to={again}>{t.again}</OutwardLink>
      </p>
    </Step>
  )
}
