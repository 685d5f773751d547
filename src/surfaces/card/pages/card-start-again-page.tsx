import { type Frame, textsOf } from '../../../web/frame.ts'
import { Layout } from '../../../web/layout.tsx'
import type { StartAgainPageProps } from '../../pages/props.ts'
import { OutwardLink } from './outward-link.tsx'

interface CardStartAgainPageProps {
  readonly frame: Frame
  readonly because: StartAgainPageProps['because']
  readonly again: string
}

/** The attempt is over, or was never begun: the way back to the door. */
export function CardStartAgainPage({ frame, because, again }: CardStartAgainPageProps) {
  const t = textsOf(frame).startAgain
  const [title, text] = t[because]
  return (
    <Layout frame={frame} title={title}>
      <div class="sp-sheet">
        <h1 class="govuk-heading-l">{title}</h1>
        <p class="govuk-body">{text}</p>
        <OutwardLink to={again} button>
          {t.again}
        </OutwardLink>
      </div>
    </Layout>
  )
}
