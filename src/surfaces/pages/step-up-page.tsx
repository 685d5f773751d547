import { PostForm, PrimaryButton, SecondaryButton, TextField } from '../../web/form-parts.tsx'
import { inOne, textsOf } from '../../web/frame.ts'
import { Link } from '../../web/link.tsx'
import { FORM_FIELD_TO } from './answers.ts'
import { MailedCodeFacts } from './mailed-code.tsx'
import { OwnPage } from './own-page.tsx'
import type { OwnFormPageProps } from './own-props.ts'
import type { PasscodePageProps } from './props.ts'

export interface StepUpPageProps extends OwnFormPageProps, Pick<PasscodePageProps, 'channel' | 'switchTo'> {
  /** Where it leads once done, and where one may go back to. */
  readonly to: string
}

/** Before what is hard to take back: a passcode, so that it is not somebody else at an open terminal. */
export function StepUpPage(props: StepUpPageProps) {
  const { frame, action, errors, refusal, channel, session, functionName, to } = props
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
      <PostForm frame={frame} action={action} class="sp-passcode">
        <input type="hidden" name={FORM_FIELD_TO} value={to} />
        <TextField
          frame={frame}
          name="passcode"
          label={labels.oneTimePasscode}
          hint={isMail ? passcode.emailHint : passcode.appHint}
          autocomplete="one-time-code"
          errors={errors}
          focus={refusal === null}
        />
        <PrimaryButton label={labels.confirm} />
      </PostForm>
      <OtherWays {...props} />
    </OwnPage>
  )
}

function OtherWays({ frame, channel, switchTo, to }: StepUpPageProps) {
  const { code, passcode, stepUp: t } = textsOf(frame)
  const label = switchTo?.channel === 'email' ? passcode.useEmail : passcode.useApp
  const kept = { [FORM_FIELD_TO]: to }
  return (
    <div class="sp-others">
      {channel.kind === 'email' && (
        <SecondaryButton frame={frame} action={channel.resend} label={code.another} keep={kept} />
      )}
      {switchTo && <SecondaryButton frame={frame} action={switchTo.action} label={label} keep={kept} />}
      <Link to={to}>{t.cancel}</Link>
    </div>
  )
}
