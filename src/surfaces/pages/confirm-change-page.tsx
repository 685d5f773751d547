import { textsOf } from '../../web/frame.ts'
import { Link } from '../../web/link.tsx'
import { stepsOf } from './change-steps.ts'
import { MailedCodeFacts } from './mailed-code.tsx'
import { OwnPage } from './own-page.tsx'
import type { ConfirmChangePageProps } from './own-props.ts'
import { OtherWays, PasscodeForm } from './passcode-form.tsx'

/** The second half of the proof: a passcode of a channel the person has. */
export function ConfirmChangePage(props: ConfirmChangePageProps) {
  const { frame, action, errors, refusal, change, channel, switchTo, session, functionName } = props
  const { labels, passcode, ownAccount: t, refusal: refused } = textsOf(frame)
  const isMail = channel.kind === 'email'
  return (
    <OwnPage
      frame={frame}
      session={session}
      functionName={functionName}
      title={t.confirmTitle}
      caption={`${t.titles[change]} · ${t.step(2, stepsOf(change))}`}
      errors={errors}
      refused={refusal && { refusal, title: refused.passcodeTitle, text: refused.passcode }}
    >
      {isMail ? (
        <MailedCodeFacts frame={frame} mail={channel} />
      ) : (
        <>
          <p class="govuk-body">{passcode.fromApp}</p>
          <p class="govuk-body">{t.freshCode}</p>
        </>
      )}
      <PasscodeForm
        frame={frame}
        action={action}
        errors={errors}
        by={channel.kind}
        focus={refusal === null}
        button={stepsOf(change) === 3 ? labels.continue : t.titles[change]}
      />
      <OtherWays frame={frame} channel={channel} switchTo={switchTo}>
        <Link to={session.paths.channels}>{t.cancel}</Link>
      </OtherWays>
    </OwnPage>
  )
}
