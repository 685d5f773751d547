import { SecondaryButton } from '../../web/form-parts.tsx'
import { textsOf } from '../../web/frame.ts'
import { Link } from '../../web/link.tsx'
import { captionOf } from './initiation-steps.ts'
import { MailedCodeFacts } from './mailed-code.tsx'
import { PasscodeForm } from './passcode-form.tsx'
import type { ProveEmailPageProps } from './props.ts'
import { Step } from './step.tsx'

/** P16: a channel counts once its person has used it. */
export function ProveEmailPage(props: ProveEmailPageProps) {
  const { frame, action, errors, refusal, mail, otherChannel } = props
  const { labels, initiation, code, refusal: refused } = textsOf(frame)
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
      <PasscodeForm
        frame={frame}
        action={action}
        errors={errors}
        by="email"
        focus={refusal === null}
        button={labels.continue}
      />
      <div class="sp-others">
        <SecondaryButton frame={frame} action={mail.resend} label={code.another} />
        {otherChannel && <Link to={otherChannel}>{initiation.otherChannel}</Link>}
      </div>
    </Step>
  )
}
