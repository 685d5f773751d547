import type { Reference } from '../../../kernel/ids.ts'
import { type Frame, textsOf } from '../../../web/frame.ts'
import { Layout } from '../../../web/layout.tsx'
import { OutwardLink } from './outward-link.tsx'

interface CardRefusedPageProps {
  readonly frame: Frame
  /** No card at all, one that is not believed, or one that can't be checked now. */
  readonly what: 'none' | 'card' | 'ours'
  readonly refusal: { readonly reference: Reference }
  readonly again: string
}

/** Nothing about whose card it is: before it is proven it is nobody's. */
export function CardRefusedPage({ frame, what, refusal, again }: CardRefusedPageProps) {
  const { cards: t, refusal: words } = textsOf(frame)
  const { title, text } = what === 'none' ? t.none : what === 'card' ? t.bad : t.ours
  return (
    <Layout frame={frame} title={title}>
      <div class="sp-sheet">
        <h1 class="govuk-heading-l">{title}</h1>
        <p class="govuk-body">{text}</p>
        {what === 'none' && (
          <ol class="govuk-list govuk-list--number">
            {t.none.how.map((step) => (
              <li>{step}</li>
            ))}
          </ol>
        )}
        <p class="govuk-body">{words.reference(refusal.reference)}</p>
        <OutwardLink to={again} button>
          {t.again}
        </OutwardLink>
      </div>
    </Layout>
  )
}
