import { PostForm, PrimaryButton, TextField } from '../../web/form-parts.tsx'
import { textsOf } from '../../web/frame.ts'
import { OwnPage } from './own-page.tsx'
import type { ChangePasswordPageProps } from './own-props.ts'
import { PasswordRules } from './password-rules.tsx'

/** All rules are shown before anything is typed. */
export function ChangePasswordPage(props: ChangePasswordPageProps) {
  const { frame, action, errors, refusal, rules, expired, thrownAway, session, functionName } = props
  const { labels, ownAccount: t } = textsOf(frame)
  return (
    <OwnPage
      frame={frame}
      session={session}
      functionName={functionName}
      title={labels.changePassword}
      caption={t.step(1, 2)}
      errors={errors}
      refused={refusal && { refusal, title: t.refusedTitle, text: t.refused }}
    >
      {expired && <p class="govuk-inset-text">{t.expired}</p>}
      {thrownAway && <p class="govuk-inset-text">{t.thrownAway}</p>}
      <p class="govuk-body">{t.passwordOutline}</p>
      <PasswordRules frame={frame} rules={rules} />
      <PostForm frame={frame} action={action}>
        <TextField
          frame={frame}
          name="password"
          label={labels.currentPassword}
          autocomplete="current-password"
          errors={errors}
          focus={refusal === null}
        />
        <TextField
          frame={frame}
          name="new_password"
          label={labels.newPassword}
          autocomplete="new-password"
          describedBy="password-rules"
          errors={errors}
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
    </OwnPage>
  )
}
