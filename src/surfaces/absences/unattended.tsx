import type { Span } from '../../changes/rules/unattended.ts'
import { type Frame, sayMoment, textsOf } from '../../web/frame.ts'

/** When requests would wait for somebody who is not there. */
export function Unattended({ frame, spans }: { readonly frame: Frame; readonly spans: readonly Span[] }) {
  const t = textsOf(frame).absences
  if (spans.length === 0) return null
  return (
    <div class="govuk-inset-text">
      {spans.map(({ from, until }) => (
        <p>{t.noChecker(sayMoment(frame, from), sayMoment(frame, until))}</p>
      ))}
    </div>
  )
}
