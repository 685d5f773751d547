import { Entry } from '../../../web/entry-parts.tsx'
import { type FieldError, PrimaryButton } from '../../../web/form-parts.tsx'
import { type Frame, textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'

interface AskingProps {
  readonly frame: Frame
  readonly remark: string
  readonly errors: readonly FieldError[]
  readonly back: string
}

/** How a form that asks for a change ends: a remark for who decides on it, the button, and the way back. */
export function Asking({ frame, remark, errors, back }: AskingProps) {
  const { userForms: t } = textsOf(frame)
  return (
    <>
      <Remark frame={frame} value={remark} errors={errors} />
      <PrimaryButton label={t.ask} />
      <p class="govuk-body">
        <Link to={back}>{t.cancel}</Link>
      </p>
    </>
  )
}

interface RemarkProps extends Pick<AskingProps, 'frame' | 'errors'> {
  readonly value: string
}

export function Remark({ frame, value, errors }: RemarkProps) {
  const { userForms: t } = textsOf(frame)
  return (
    <Entry
      frame={frame}
      name="remark"
      label={t.remark}
      hint={t.remarkHint}
      value={value}
      errors={errors}
      maxlength={1000}
    />
  )
}
