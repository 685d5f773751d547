import type { Instant } from '../../kernel/instant.ts'
import { type Frame, inOne, sayMoment, textsOf } from '../../web/frame.ts'
import { Success } from './success.tsx'

interface FunctionOpenProps {
  readonly frame: Frame
  readonly functionName: string
  readonly until: Instant | null
}

export function FunctionOpen({ frame, functionName, until }: FunctionOpenProps) {
  const t = textsOf(frame).session
  return (
    <Success heading={functionName}>
      <p class="sp-success__lead">
        {inOne(frame, t.welcome, until ? t.openUntil(sayMoment(frame, until)) : t.open)}
      </p>
      <p>{t.screensElsewhere}</p>
    </Success>
  )
}
