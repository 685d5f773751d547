import type { UploadHead } from '../../../emails/read-upload.ts'
import type { UploadStanding } from '../../../emails/rules/upload-standing.ts'
import { UploadForm } from '../../../web/entry-parts.tsx'
import type { FieldError } from '../../../web/form-parts.tsx'
import { type Frame, sayMoment, textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { Empty, Table, Tag, type Tone } from '../../../web/list-parts.tsx'
import { FirmPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'

export interface UploadsPageProps extends Around {
  readonly path: string
  readonly uploads: readonly UploadHead[]
  readonly errors: readonly FieldError[]
}

/** Where a file of addresses is uploaded, and those that were. */
export function UploadsPage({ path, uploads, errors, ...around }: UploadsPageProps) {
  const { frame, mayChange } = around
  const t = textsOf(frame).emails
  const { file, at, rows, state } = t.uploadColumns
  return (
    <FirmPage {...around} title={t.uploadsTitle} errors={errors}>
      <p class="govuk-body">{t.uploadIntro}</p>
      {mayChange && (
        <UploadForm
          frame={frame}
          action={`${path}/upload`}
          errors={errors}
          label={t.file}
          hint={textsOf(frame).list.fileLimit(16)}
          button={t.upload}
        />
      )}
      <h2 class="govuk-heading-m">{t.latest}</h2>
      {uploads.length === 0 ? (
        <Empty text={t.noUploads} />
      ) : (
        <Table
          caption={t.latest}
          columns={[{ label: file }, { label: at }, { label: rows, numeric: true }, { label: state }]}
          rows={uploads.map((upload) => [
            <Link to={`${path}/${upload.id}`}>{upload.fileName}</Link>,
            sayMoment(frame, upload.receivedAt),
            String(upload.rows),
            <StandingTag frame={frame} standing={upload.standing} />,
          ])}
        />
      )}
    </FirmPage>
  )
}

const TONES: Readonly<Record<UploadStanding, Tone>> = {
  arriving: 'busy',
  cut: 'bad',
  checking: 'busy',
  faulty: 'bad',
  ready: 'good',
  same: 'quiet',
  applying: 'busy',
  'in-force': 'good',
}

export function StandingTag({
  frame,
  standing,
}: {
  readonly frame: Frame
  readonly standing: UploadStanding
}) {
  return <Tag tone={TONES[standing]} text={textsOf(frame).emails.standings[standing]} />
}
