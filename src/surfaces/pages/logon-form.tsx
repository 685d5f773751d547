import { type FieldError, PostForm, PrimaryButton, TextField } from '../../web/form-parts.tsx'
import { type Frame, textsOf } from '../../web/frame.ts'

interface LogonFormProps {
  readonly frame: Frame
  readonly action: string
  readonly errors: readonly FieldError[]
  /** Where nothing was refused: what was is read first. */
  readonly focus: boolean
  readonly password: { readonly name: string; readonly label: string }
  readonly button: string
}

/** User ID and a password, at whichever door. */
export function LogonForm({ frame, action, errors, focus, password, button }: LogonFormProps) {
  return (
    <PostForm frame={frame} action={action}>
      <TextField
        {...{ frame, errors, focus }}
        name="user_id"
        label={textsOf(frame).labels.userId}
        autocomplete="username"
      />
      <TextField {...{ frame, errors }} {...password} autocomplete="current-password" />
      <PrimaryButton label={button} />
    </PostForm>
  )
}
