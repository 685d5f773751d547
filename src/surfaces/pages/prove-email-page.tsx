import { PostForm, PrimaryButton, SecondaryButton, TextField } from '../../web/form-parts.tsx'
import { textsOf } from '../../web/frame.ts'
import { Link } from '../../web/link.tsx'
import { captionOf } from './initiation-steps.ts'
import { MailedCodeFacts } from './mailed-code.tsx'
import type { ProveEmailPageProps } from './props.ts'
import { Step } from './step.tsx'

/** P16: a channel counts once its person has used it. */
export function ProveEmailPage(props: ProveEmailPageProps) {
  const { frame, action, errors, refusal, mail, otherChannel } = props
  const { labels, initiation, code, passcode, refusal: refused } = textsOf(frame)
  return (
    <Step
      frame={frame}
      title={initiation.proveEmailTitle}
      caption={captionOf(frame, 'proof')}
      errors={errors}
      refused={refusal && { refusal, title: refused.passcodeTitle, text: refused.code }}
    >
      <MailedCodeFacts frame={frame} mail={mail} />
      <p class="govuk-body">{initiation.proveEmailIntro}</p>
      <PostForm frame={frame} action={action} class="sp-passcode">
        <TextField
          frame={frame}
          name="passcode"
          label={labels.oneTimePasscode}
          hint={passcode.emailHint}
          autocomplete="one-time-code"
          errors={errors}
          focus={refusal === null}
        />
        <PrimaryButton label={labels.continue} />
      </PostForm>
      <div class="sp-others">
        <SecondaryButton frame={frame} action={mail.resend} label={code.another} />
        {otherChannel && <Link to={otherChannel}>{initiation.otherChannel}</Link>}
      </div>
    </Step>
  )
}
