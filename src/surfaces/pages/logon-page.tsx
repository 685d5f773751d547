import { textsOf } from '../../web/frame.ts'
import { Link } from '../../web/link.tsx'
import { LogonForm } from './logon-form.tsx'
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
      <LogonForm
        {...{ frame, action, errors }}
        focus={refusal === null}
        password={{ name: 'password', label: labels.password }}
        button={labels.continue}
      />
      {initiation && (
        <p class="govuk-body">
          {logon.firstTime} <Link to={initiation.href}>{labels.initiation}</Link>
        </p>
      )}
    </Step>
  )
}
