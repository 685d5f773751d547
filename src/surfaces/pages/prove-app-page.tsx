import { textsOf } from '../../web/frame.ts'
import { Link } from '../../web/link.tsx'
import { AppPairing } from './app-pairing.tsx'
import { captionOf } from './initiation-steps.ts'
import { PasscodeForm } from './passcode-form.tsx'
import type { ProveAppPageProps } from './props.ts'
import { Step } from './step.tsx'

export function ProveAppPage(props: ProveAppPageProps) {
  const { frame, action, errors, refusal, pairing, otherChannel } = props
  const { anew, labels, initiation, refusal: refused } = textsOf(frame)
  return (
    <Step
      frame={frame}
      title={pairing ? initiation.proveAppTitle : anew.appTitle}
      caption={captionOf(frame, 'proof')}
      errors={errors}
      refused={refusal && { refusal, title: refused.passcodeTitle, text: refused.passcode }}
    >
      {pairing && <AppPairing frame={frame} {...pairing} />}
      <p class="govuk-body">{pairing ? initiation.proveAppThen : anew.app}</p>
      <PasscodeForm
        frame={frame}
        action={action}
        errors={errors}
        by="app"
        focus={false}
        button={labels.continue}
      />
      {otherChannel && (
        <div class="sp-others">
          <Link to={otherChannel}>{initiation.otherChannel}</Link>
        </div>
      )}
    </Step>
  )
}
