import { type FieldError, PostForm, PrimaryButton, WarningButton } from '../../../web/form-parts.tsx'
import { textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { FirmPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'
import { Remark } from './asking.tsx'

export interface AskPageProps extends Around {
  readonly about: string
  readonly title: string
  /** What will happen, and when. */
  readonly intro: string
  readonly button: string
  /** It takes something away. */
  readonly hurts: boolean
  readonly action: string
  readonly back: string
  readonly remark: string
  readonly errors: readonly FieldError[]
}

/** A change that needs no more than a yes and a reason. */
export function AskPage(props: AskPageProps) {
  const { about, title, intro, button, hurts, action, back, remark, errors, ...around } = props
  const { frame } = around
  return (
    <FirmPage {...around} caption={about} title={title} errors={errors}>
      <p class="govuk-body">{intro}</p>
      <PostForm frame={frame} action={action}>
        <Remark frame={frame} value={remark} errors={errors} />
        {hurts ? <WarningButton label={button} /> : <PrimaryButton label={button} />}
      </PostForm>
      <p class="govuk-body">
        <Link to={back}>{textsOf(frame).userForms.cancel}</Link>
      </p>
    </FirmPage>
  )
}
