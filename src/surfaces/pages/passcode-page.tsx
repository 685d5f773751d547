import { textsOf } from '../../web/frame.ts'
import { Link } from '../../web/link.tsx'
import { MailedCodeFacts } from './mailed-code.tsx'
import { OtherWays, PasscodeForm } from './passcode-form.tsx'
import type { PasscodePageProps } from './props.ts'
import { Step } from './step.tsx'
import { WhoCanAct } from './who-can-act.tsx'

/** The inner door: the one-time passcode. */
export function PasscodePage(props: PasscodePageProps) {
  const { frame, action, errors, refusal, channel, switchTo } = props
  const { code, emergency, labels, passcode, refusal: refused } = textsOf(frame)
  const isMail = channel.kind === 'email'
  return (
    <Step
      frame={frame}
      title={passcode.title}
      caption={props.doorLabel}
      errors={errors}
      refused={refusal && { refusal, title: refused.passcodeTitle, text: refused.passcode }}
      aside={<WhoCanAct frame={frame} audience={props.audience} />}
    >
      {isMail ? (
        <MailedCodeFacts frame={frame} mail={channel} />
      ) : (
        <p class="govuk-body">{passcode.fromApp}</p>
      )}
      <PasscodeForm
        frame={frame}
        action={action}
        errors={errors}
        by={channel.kind}
        focus={refusal === null}
        button={labels.logOn}
      />
      <p class="sp-quiet">{emergency.typedHere}</p>
      <OtherWays frame={frame} channel={channel} switchTo={switchTo}>
        <Link to={props.beginAgain}>{code.beginAgain}</Link>
      </OtherWays>
    </Step>
  )
}
