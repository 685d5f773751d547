import type { Reference } from '../../../kernel/ids.ts'
import { type Frame, textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import type { Audience } from '../../pages/props.ts'
import { Step } from '../../pages/step.tsx'
import { WhoCanAct } from '../../pages/who-can-act.tsx'

interface CardDoorPageProps {
  readonly frame: Frame
  readonly doorLabel: string
  readonly audience: Audience
  readonly go: string
  readonly refusal: { readonly reference: Reference } | null
}

/** What to do before the browser asks for the card. */
export function CardDoorPage({ frame, doorLabel, audience, go, refusal }: CardDoorPageProps) {
  const { logon, cards: t } = textsOf(frame)
  return (
    <Step
      frame={frame}
      title={logon.title}
      caption={doorLabel}
      errors={[]}
      refused={refusal && { refusal, title: t.refusedTitle, text: t.refused }}
      aside={<WhoCanAct frame={frame} audience={audience} />}
    >
      <p class="govuk-body">{t.begin}</p>
      <p class="govuk-body sp-quiet">{t.elsewhere}</p>
      <Link to={go} class="govuk-button">
        {t.continue}
      </Link>
    </Step>
  )
}
