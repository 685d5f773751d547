import { Entry, UploadForm } from '../../web/entry-parts.tsx'
import type { FieldError } from '../../web/form-parts.tsx'
import { type Frame, textsOf } from '../../web/frame.ts'
import type { Child } from '../../web/markup.ts'

export interface BringCardFormProps {
  readonly frame: Frame
  /** Ends in `/upload`. */
  readonly action: string
  readonly certificate: string
  readonly errors: readonly FieldError[]
  readonly button: string
  readonly children: Child
}

/** A certificate, pasted into one line (a browser leaves its line breaks out) or as a file; `children`: what else is asked. */
export function BringCardForm(props: BringCardFormProps) {
  const { frame, action, certificate, errors, button, children } = props
  const t = textsOf(frame).cardRegister
  return (
    <UploadForm
      frame={frame}
      action={action}
      label={t.file}
      hint={t.fileHint}
      accept=".cer,.crt,.der,.pem,application/pkix-cert"
      button={button}
      errors={errors}
    >
      <Entry
        frame={frame}
        name="certificate"
        label={t.certificate}
        hint={t.certificateHint}
        value={certificate}
        maxlength={12_000}
        errors={errors}
      />
      {children}
    </UploadForm>
  )
}
