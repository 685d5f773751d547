import { type Frame, sayMoment, textsOf } from '../../web/frame.ts'
import type { FunctionState } from './props.ts'
import { Success } from './success.tsx'

interface FunctionClosedProps {
  readonly frame: Frame
  readonly state: Exclude<FunctionState, { is: 'open' }>
}

/** P9: the circular's own words head the panel, and the panel says that all is well. */
export function FunctionClosed({ frame, state }: FunctionClosedProps) {
  const { labels, session: t } = textsOf(frame)
  if (state.is === 'closed-in-test')
    return (
      <Success heading={labels.functionNotAvailable}>
        <p class="sp-success__lead">{labels.testComplete}</p>
        <p>{t.expected}</p>
      </Success>
    )
  return (
    <Success heading={labels.functionNotAvailable}>
      <p class="sp-success__lead">
        {state.opensAt ? t.opensAt(sayMoment(frame, state.opensAt)) : t.noOpening}
      </p>
    </Success>
  )
}
