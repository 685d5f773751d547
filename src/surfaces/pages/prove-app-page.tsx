import { PostForm, PrimaryButton, TextField } from '../../web/form-parts.tsx'
import { textsOf } from '../../web/frame.ts'
import { Link } from '../../web/link.tsx'
import { AppPairing } from './app-pairing.tsx'
import { captionOf } from './initiation-steps.ts'
import type { ProveAppPageProps } from './props.ts'
import { Step } from './step.tsx'

export function ProveAppPage(props: ProveAppPageProps) {
  const { frame, action, errors, refusal, pairing, otherChannel } = props
  const { anew, labels, initiation, passcode, refusal: refused } = textsOf(frame)
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
      <PostForm frame={frame} action={action} class="sp-passcode">
        <TextField
          frame={frame}
          name="passcode"
          label={labels.oneTimePasscode}
          hint={passcode.appHint}
          autocomplete="one-time-code"
          errors={errors}
        />
        <PrimaryButton label={labels.continue} />
      </PostForm>
      {otherChannel && (
        <div class="sp-others">
          <Link to={otherChannel}>{initiation.otherChannel}</Link>
        </div>
      )}
    </Step>
  )
}
