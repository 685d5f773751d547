import { IDENTIFIED } from '../../kernel/vocabulary.ts'
import { Select } from '../../web/entry-parts.tsx'
import { type FieldError, PostForm, PrimaryButton } from '../../web/form-parts.tsx'
import { textsOf } from '../../web/frame.ts'
import { Link } from '../../web/link.tsx'
import { Remark } from '../dms/pages/asking.tsx'
import { FirmPage } from '../pages/room-page.tsx'
import type { Around } from '../pages/room-props.ts'

export interface EmergencyFormPageProps extends Around {
  readonly about: string
  readonly action: string
  readonly back: string
  readonly identified: string
  readonly remark: string
  readonly errors: readonly FieldError[]
}

/** Asking for an emergency passcode: of the firm's DAs for a user, at the desk for a DA. */
export function EmergencyFormPage(props: EmergencyFormPageProps) {
  const { about, action, back, identified, remark, errors, ...around } = props
  const { frame, firm } = around
  const { emergency: t, userForms } = textsOf(frame)
  const ways = IDENTIFIED.map((value) => ({ value, label: t.ways[value] }))
  return (
    <FirmPage {...around} caption={about} title={t.askTitle} errors={errors}>
      <p class="govuk-body">{firm === null ? t.askIntroAtDesk : t.askIntro}</p>
      <PostForm frame={frame} action={action}>
        <Select
          frame={frame}
          name="identified"
          label={t.identified}
          hint={t.identifiedHint}
          value={identified}
          choices={[{ value: '', label: t.choose }, ...ways]}
          errors={errors}
        />
        <Remark frame={frame} value={remark} errors={errors} />
        <PrimaryButton label={userForms.ask} />
      </PostForm>
      <p class="govuk-body">
        <Link to={back}>{userForms.cancel}</Link>
      </p>
    </FirmPage>
  )
}
