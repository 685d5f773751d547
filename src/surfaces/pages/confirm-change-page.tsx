import { PostForm, PrimaryButton, SecondaryButton, TextField } from '../../web/form-parts.tsx'
import { textsOf } from '../../web/frame.ts'
import { Link } from '../../web/link.tsx'
import { stepsOf } from './change-steps.ts'
import { MailedCodeFacts } from './mailed-code.tsx'
import { OwnPage } from './own-page.tsx'
import type { ConfirmChangePageProps } from './own-props.ts'

/** The second half of the proof: a passcode of a channel the person has. */
export function ConfirmChangePage(props: ConfirmChangePageProps) {
  const { frame, action, errors, refusal, change, channel, session, functionName } = props
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
      <PostForm frame={frame} action={action} class="sp-passcode">
        <TextField
          frame={frame}
          name="passcode"
          label={labels.oneTimePasscode}
          hint={isMail ? passcode.emailHint : passcode.appHint}
          autocomplete="one-time-code"
          errors={errors}
          focus={refusal === null}
        />
        <PrimaryButton label={stepsOf(change) === 3 ? labels.continue : t.titles[change]} />
      </PostForm>
      <OtherWays {...props} />
    </OwnPage>
  )
}

function OtherWays({ frame, channel, switchTo, session }: ConfirmChangePageProps) {
  const { code, passcode, ownAccount: t } = textsOf(frame)
  const label = switchTo?.channel === 'email' ? passcode.useEmail : passcode.useApp
  return (
    <div class="sp-others">
      {channel.kind === 'email' && (
        <SecondaryButton frame={frame} action={channel.resend} label={code.another} />
      )}
      {switchTo && <SecondaryButton frame={frame} action={switchTo.action} label={label} />}
      <Link to={session.paths.channels}>{t.cancel}</Link>
    </div>
  )
}
