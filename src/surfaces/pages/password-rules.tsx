import { type Frame, textsOf } from '../../web/frame.ts'

/** What a new password must be; its field is described by it. */
export function PasswordRules({
  frame,
  rules,
}: {
  readonly frame: Frame
  readonly rules: readonly string[]
}) {
  return (
    <div id="password-rules">
      <p class="govuk-body">{textsOf(frame).initiation.passwordRules}</p>
      <ul class="govuk-list govuk-list--bullet">
        {rules.map((rule) => (
          <li>{rule}</li>
        ))}
      </ul>
    </div>
  )
}
