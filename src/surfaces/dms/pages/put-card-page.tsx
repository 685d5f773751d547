import type { FieldError } from '../../../web/form-parts.tsx'
import { textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { BringCardForm } from '../../pages/bring-card-form.tsx'
import { FirmPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'
import { Remark } from './asking.tsx'

export interface PutCardPageProps extends Around {
  readonly deed: 'assign' | 'replace'
  readonly about: string
  readonly action: string
  readonly back: string
  readonly certificate: string
  readonly remark: string
  readonly errors: readonly FieldError[]
}

/** Asks for a card to become a user's. */
export function PutCardPage(props: PutCardPageProps) {
  const { deed, about, action, back, certificate, remark, errors, ...around } = props
  const { frame } = around
  const { cardRegister, userForms } = textsOf(frame)
  const asks = cardRegister.asks[deed]
  const form = { frame, action, certificate, errors, button: userForms.ask }
  return (
    <FirmPage {...around} caption={about} title={asks.title} errors={errors}>
      <p class="govuk-body">{asks.intro}</p>
      <BringCardForm {...form}>
        <Remark frame={frame} value={remark} errors={errors} />
      </BringCardForm>
      <p class="govuk-body">
        <Link to={back}>{userForms.cancel}</Link>
      </p>
    </FirmPage>
  )
}
