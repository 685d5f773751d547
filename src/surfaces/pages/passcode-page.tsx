import { PostForm, PrimaryButton, SecondaryButton, TextField } from '../../web/form-parts.tsx'
import { textsOf } from '../../web/frame.ts'
import { Link } from '../../web/link.tsx'
import { MailedCodeFacts } from './mailed-code.tsx'
import type { PasscodePageProps } from './props.ts'
import { Step } from './step.tsx'
import { WhoCanAct } from './who-can-act.tsx'

/** The inner door: the one-time passcode. */
export function PasscodePage(props: PasscodePageProps) {
  const { frame, action, errors, refusal, channel } = props
  const { emergency, labels, passcode, refusal: refused } = textsOf(frame)
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
      <PostForm frame={frame} action={action} class="sp-passcode">
        <TextField
          frame={frame}
          name="passcode"
          label={labels.oneTimePasscode}
          hint={isMail ? passcode.emailHint : passcode.appHint}
          autocomplete="one-time-code"
          errors={errors}
          focus={refusal === null}
        />
        <PrimaryButton label={labels.logOn} />
      </PostForm>
      <p class="sp-quiet">{emergency.typedHere}</p>
      <OtherWays {...props} />
    </Step>
  )
}

function OtherWays({ frame, channel, switchTo, beginAgain }: PasscodePageProps) {
  const { code, passcode } = textsOf(frame)
  const label = switchTo?.channel === 'email' ? passcode.useEmail : passcode.useApp
  return (
    <div class="sp-others">
      {channel.kind === 'email' && (
        <SecondaryButton frame={frame} action={channel.resend} label={code.another} />
      )}
      {switchTo && <SecondaryButton frame={frame} action={switchTo.action} label={label} />}
      <Link to={beginAgain}>{code.beginAgain}</Link>
    </div>
  )
}
