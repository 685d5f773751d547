import { SecondaryButton } from '../../web/form-parts.tsx'
import { textsOf } from '../../web/frame.ts'
import { Link } from '../../web/link.tsx'
import { AppPairing } from './app-pairing.tsx'
import { stepsOf } from './change-steps.ts'
import { MailedCodeFacts } from './mailed-code.tsx'
import { OwnPage } from './own-page.tsx'
import type { ProveAddedPageProps } from './own-props.ts'
import { PasscodeForm } from './passcode-form.tsx'

/** P16: a channel counts once its person has used it. */
export function ProveAddedPage(props: ProveAddedPageProps) {
  const { frame, action, errors, refusal, change, added, session, functionName } = props
  const { labels, code, initiation, ownAccount: t, refusal: refused } = textsOf(frame)
  const isMail = added.kind === 'email'
  return (
    <OwnPage
      frame={frame}
      session={session}
      functionName={functionName}
      title={isMail ? initiation.proveEmailTitle : initiation.proveAppTitle}
      caption={`${t.titles[change]} · ${t.step(3, stepsOf(change))}`}
      errors={errors}
      refused={refusal && { refusal, title: refused.passcodeTitle, text: refused.passcode }}
    >
      {isMail ? (
        <MailedCodeFacts frame={frame} mail={added.mail} />
      ) : (
        <AppPairing frame={frame} qr={added.qr} typedKey={added.typedKey} accountName={added.accountName} />
      )}
      <p class="govuk-body">{isMail ? initiation.proveEmailIntro : initiation.proveAppThen}</p>
      <PasscodeForm
        frame={frame}
        action={action}
        errors={errors}
        by={added.kind}
        focus={false}
        button={labels.continue}
      />
      <div class="sp-others">
        {isMail && <SecondaryButton frame={frame} action={added.mail.resend} label={code.another} />}
        <Link to={session.paths.channels}>{t.cancel}</Link>
      </div>
    </OwnPage>
  )
}
