import { Entry } from '../../../web/entry-parts.tsx'
import { type FieldError, PostForm, PrimaryButton } from '../../../web/form-parts.tsx'
import { textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { FirmPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'
import { Remark } from './user-form-page.tsx'

export interface PutCardPageProps extends Around {
  readonly deed: 'assign' | 'replace'
  readonly about: string
  readonly action: string
  readonly back: string
  readonly certificate: string
  readonly remark: string
  readonly errors: readonly FieldError[]
}

/** The certificate is pasted into one line: a browser leaves its line breaks out. */
export function PutCardPage(props: PutCardPageProps) {
  const { deed, about, action, back, certificate, remark, errors, ...around } = props
  const { frame } = around
  const { cardRegister: t, userForms } = textsOf(frame)
  return (
    <FirmPage {...around} caption={about} title={t[`${deed}Title`]} errors={errors}>
      <p class="govuk-body">{t[`${deed}Intro`]}</p>
      <PostForm frame={frame} action={action}>
        <Entry
          frame={frame}
          name="certificate"
          label={t.certificate}
          hint={t.certificateHint}
          value={certificate}
          maxlength={12_000}
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
