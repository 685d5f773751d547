import type { FieldError } from '../../web/form-parts.tsx'
import { ErrorSummary } from '../../web/form-parts.tsx'
import { type Frame, textsOf } from '../../web/frame.ts'
import { Layout } from '../../web/layout.tsx'
import type { Child } from '../../web/markup.ts'
import type { Refusal } from './props.ts'

export interface StepProps {
  readonly frame: Frame
  readonly title: string
  /** The small line above the heading: which door, which step. */
  readonly caption?: string
  readonly errors?: readonly FieldError[]
  readonly refused?: Refused | null
  readonly aside?: Child
  readonly children: Child
}

/** One step on one sheet; beside it, or below it on a phone, who can help. */
export function Step(props: StepProps) {
  const { frame, title, caption, errors = [], refused = null, aside, children } = props
  return (
    <Layout frame={frame} title={title} error={errors.length > 0 || refused !== null}>
      <div class="sp-columns">
        <div class="sp-sheet">
          {refused ? (
            <RefusalNotice frame={frame} refused={refused} />
          ) : (
            <ErrorSummary frame={frame} errors={errors} />
          )}
          {caption && <p class="govuk-caption-l">{caption}</p>}
          <h1 class="govuk-heading-l">{title}</h1>
          {children}
        </div>
        {aside}
      </div>
    </Layout>
  )
}

interface Refused {
  readonly refusal: Refusal
  readonly title: string
  readonly text: string
}

/** Public text and reference only; what is behind the reference is looked up, never shown. */
function RefusalNotice({ frame, refused }: { readonly frame: Frame; readonly refused: Refused }) {
  const t = textsOf(frame).refusal
  return (
    <div class="govuk-error-summary" role="alert" tabindex={-1} autofocus>
      <h2 class="govuk-error-summary__title">{refused.title}</h2>
      <p class="govuk-body">{refused.text}</p>
      <p class="govuk-body">
        <strong class="sp-reference">{t.reference(refused.refusal.reference)}</strong>
        <br />
        {t.lookUp}
      </p>
    </div>
  )
}
