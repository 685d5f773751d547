import { PostForm, PrimaryButton, TextField } from '../../web/form-parts.tsx'
import { textsOf } from '../../web/frame.ts'
import { Link } from '../../web/link.tsx'
import { captionOf } from './initiation-steps.ts'
import { PasswordRules } from './password-rules.tsx'
import type { ChoosePasswordPageProps } from './props.ts'
import { Step } from './step.tsx'

/** All rules are shown before anything is typed. */
export function ChoosePasswordPage(props: ChoosePasswordPageProps) {
  const { frame, action, errors, refusal, rules, beginAgain } = props
  const { labels, initiation, code, refusal: refused } = textsOf(frame)
  return (
    <Step
      frame={frame}
      title={initiation.passwordTitle}
      caption={captionOf(frame, 'password')}
      errors={errors}
      refused={refusal && { refusal, title: refused.initiationTitle, text: refused.initiation }}
    >
      <PasswordRules frame={frame} rules={rules} />
      <PostForm frame={frame} action={action}>
        <TextField
          frame={frame}
          name="new_password"
          label={labels.newPassword}
          autocomplete="new-password"
          describedBy="password-rules"
          errors={errors}
          focus={refusal === null}
        />
        <TextField
          frame={frame}
          name="repeat_password"
          label={labels.repeatNewPassword}
          autocomplete="new-password"
          errors={errors}
        />
        <PrimaryButton label={labels.continue} />
      </PostForm>
      <div class="sp-others">
        <Link to={beginAgain}>{code.beginAgain}</Link>
      </div>
    </Step>
  )
}
