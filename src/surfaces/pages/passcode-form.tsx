import {
  type FieldError,
  PostForm,
  PrimaryButton,
  SecondaryButton,
  TextField,
} from '../../web/form-parts.tsx'
import { type Frame, textsOf } from '../../web/frame.ts'
import type { Child } from '../../web/markup.ts'
import type { PasscodePageProps } from './props.ts'

interface PasscodeFormProps {
  readonly frame: Frame
  readonly action: string
  readonly errors: readonly FieldError[]
  readonly by: 'email' | 'app'
  /** Whether typing begins here. */
  readonly focus: boolean
  /** What its button says. */
  readonly button: string
  /** Fields that go with it, unseen. */
  readonly children?: Child
}

/** The one field that every step of a passcode has. */
export function PasscodeForm({ frame, action, errors, by, focus, button, children }: PasscodeFormProps) {
  const { labels, passcode } = textsOf(frame)
  return (
    <PostForm frame={frame} action={action} class="sp-passcode">
      {children}
      <TextField
        frame={frame}
        name="passcode"
        label={labels.oneTimePasscode}
        hint={by === 'email' ? passcode.emailHint : passcode.appHint}
        autocomplete="one-time-code"
        errors={errors}
        focus={focus}
      />
      <PrimaryButton label={button} />
    </PostForm>
  )
}

interface OtherWaysProps extends Pick<PasscodePageProps, 'frame' | 'channel' | 'switchTo'> {
  /** What goes with each, unseen. */
  readonly keep?: Readonly<Record<string, string>>
  /** The way out. */
  readonly children: Child
}

/** Another code, the person's other channel, or out. */
export function OtherWays({ frame, channel, switchTo, keep = {}, children }: OtherWaysProps) {
  const { code, passcode } = textsOf(frame)
  const label = switchTo?.channel === 'email' ? passcode.useEmail : passcode.useApp
  return (
    <div class="sp-others">
      {channel.kind === 'email' && (
        <SecondaryButton frame={frame} action={channel.resend} label={code.another} keep={keep} />
      )}
      {switchTo && <SecondaryButton frame={frame} action={switchTo.action} label={label} keep={keep} />}
      {children}
    </div>
  )
}
