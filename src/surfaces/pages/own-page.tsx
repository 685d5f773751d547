import type { Child } from '../../web/markup.ts'
import type { OwnPageProps } from './own-props.ts'
import { SessionFoot } from './session-foot.tsx'
import { Step, type StepProps } from './step.tsx'

interface OwnProps extends Pick<StepProps, 'title' | 'caption' | 'errors' | 'refused'>, OwnPageProps {
  readonly children: Child
}

/** A page of one's own account: a step on its sheet, with the foot of every page behind a door. */
export function OwnPage({ session, functionName, children, ...step }: OwnProps) {
  return (
    <Step {...step}>
      {children}
      <SessionFoot frame={step.frame} session={session} functionName={functionName} beside />
    </Step>
  )
}
