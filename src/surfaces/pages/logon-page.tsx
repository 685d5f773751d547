import { PostForm, PrimaryButton, TextField } from '../../web/form-parts.tsx'
import { textsOf } from '../../web/frame.ts'
import { Link } from '../../web/link.tsx'
import type { LogonPageProps } from './props.ts'
import { Step } from './step.tsx'
import { WhoCanAct } from './who-can-act.tsx'

/** The outer door: User ID and password. */
export function LogonPage(props: LogonPageProps) {
  const { frame, action, errors, refusal, doorLabel, audience, initiation } = props
  const { labels, logon, refusal: refused } = textsOf(frame)
  return (
    <Step
      frame={frame}
      title={logon.title}
      caption={doorLabel}
      errors={errors}
      refused={refusal && { refusal, title: refused.logonTitle, text: refused.logon }}
      aside={<WhoCanAct frame={frame} audience={audience} />}
    >
      <PostForm frame={frame} action={action}>
        <TextField
          frame={frame}
          name="user_id"
          label={labels.userId}
          autocomplete="username"
          errors={errors}
          focus={refusal === null}
        />
        <TextField
          frame={frame}
          name="password"
          label={labels.password}
          autocomplete="current-password"
          errors={errors}
        />
        <PrimaryButton label={labels.continue} />
      </PostForm>
      {initiation && (
        <p class="govuk-body">
          {logon.firstTime} <Link to={initiation.href}>{labels.initiation}</Link>
        </p>
      )}
    </Step>
  )
}
