import { PostForm, PrimaryButton, TextField } from '../../web/form-parts.tsx'
import { textsOf } from '../../web/frame.ts'
import { captionOf } from './initiation-steps.ts'
import type { InitiationUserIdPageProps } from './props.ts'
import { Step } from './step.tsx'
import { NoCode } from './who-can-act.tsx'

export function InitiationUserIdPage(props: InitiationUserIdPageProps) {
  const { frame, action, errors, refusal, audience } = props
  const { labels, initiation, refusal: refused } = textsOf(frame)
  return (
    <Step
      frame={frame}
      title={initiation.userIdTitle}
      caption={captionOf(frame, 'user-id')}
      errors={errors}
      refused={refusal && { refusal, title: refused.initiationTitle, text: refused.initiation }}
      aside={<NoCode frame={frame} audience={audience} />}
    >
      <p class="govuk-body">{initiation.userIdIntro}</p>
      <ol class="govuk-list govuk-list--number">
        {initiation.outline.map((step) => (
          <li>{step}</li>
        ))}
      </ol>
      <p class="govuk-body">{initiation.restart}</p>
      <PostForm frame={frame} action={action}>
        <TextField
          frame={frame}
          name="user_id"
          label={labels.userId}
          autocomplete="username"
          errors={errors}
          focus={refusal === null}
        />
        <PrimaryButton label={labels.continue} />
      </PostForm>
    </Step>
  )
}
