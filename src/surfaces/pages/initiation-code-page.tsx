import { PostForm, PrimaryButton, SecondaryButton, TextField } from '../../web/form-parts.tsx'
import { inOne, sayMoment, textsOf } from '../../web/frame.ts'
import { Link } from '../../web/link.tsx'
import { captionOf } from './initiation-steps.ts'
import type { InitiationCodePageProps } from './props.ts'
import { Step } from './step.tsx'
import { NoCode } from './who-can-act.tsx'

/** The same page for every User ID, known or not, with an address or without (design 3.1). */
export function InitiationCodePage(props: InitiationCodePageProps) {
  const { frame, action, errors, refusal, audience } = props
  const { labels, initiation, code, refusal: refused } = textsOf(frame)
  return (
    <Step
      frame={frame}
      title={initiation.codeTitle}
      caption={captionOf(frame, 'code')}
      errors={errors}
      refused={refusal && { refusal, title: refused.codeTitle, text: refused.code }}
      aside={<NoCode frame={frame} audience={audience} />}
    >
      <p class="govuk-body">{initiation.codeUniform}</p>
      <p class="govuk-body">
        {inOne(
          frame,
          code.sent(sayMoment(frame, props.askedAt)),
          code.validUntil(sayMoment(frame, props.validUntil)),
          code.patience,
        )}
      </p>
      <PostForm frame={frame} action={action} class="sp-passcode">
        <TextField
          frame={frame}
          name="code"
          label={labels.codeFromEmail}
          hint={initiation.codeNoLink}
          autocomplete="one-time-code"
          errors={errors}
          focus={refusal === null}
        />
        <PrimaryButton label={labels.continue} />
      </PostForm>
      <div class="sp-others">
        <SecondaryButton frame={frame} action={props.resend} label={code.another} />
        <Link to={props.beginAgain}>{code.beginAgain}</Link>
      </div>
    </Step>
  )
}
