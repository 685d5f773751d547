import { inOne, textsOf } from '../../web/frame.ts'
import { Link } from '../../web/link.tsx'
import { FORM_FIELD_TO } from './answers.ts'
import { MailedCodeFacts } from './mailed-code.tsx'
import { OwnPage } from './own-page.tsx'
import type { OwnFormPageProps } from './own-props.ts'
import { OtherWays, PasscodeForm } from './passcode-form.tsx'
import type { PasscodePageProps } from './props.ts'

export interface StepUpPageProps extends OwnFormPageProps, Pick<PasscodePageProps, 'channel' | 'switchTo'> {
  /** Where it leads once done, and where one may go back to. */
  readonly to: string
}

/** Before what is hard to take back: a passcode, so that it is not somebody else at an open terminal. */
export function StepUpPage(props: StepUpPageProps) {
  const { frame, action, errors, refusal, channel, switchTo, session, functionName, to } = props
  const { labels, passcode, ownAccount, stepUp: t, refusal: refused } = textsOf(frame)
  const isMail = channel.kind === 'email'
  return (
    <OwnPage
      frame={frame}
      session={session}
      functionName={functionName}
      title={t.title}
      errors={errors}
      refused={refusal && { refusal, title: refused.passcodeTitle, text: refused.passcode }}
    >
      <p class="govuk-body">{inOne(frame, t.why, t.holds)}</p>
      {isMail ? (
        <MailedCodeFacts frame={frame} mail={channel} />
      ) : (
        <p class="govuk-body">{inOne(frame, passcode.fromApp, ownAccount.freshCode)}</p>
      )}
      <PasscodeForm
        frame={frame}
        action={action}
        errors={errors}
        by={channel.kind}
        focus={refusal === null}
        button={labels.confirm}
      >
        <input type="hidden" name={FORM_FIELD_TO} value={to} />
      </PasscodeForm>
      <OtherWays frame={frame} channel={channel} switchTo={switchTo} keep={{ [FORM_FIELD_TO]: to }}>
        <Link to={to}>{t.cancel}</Link>
      </OtherWays>
    </OwnPage>
  )
}
