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
  /** `/dms/security/C00101` */
  readonly base: string
  readonly uploads: readonly UploadHead[]
  /** What was asked for with them. */
  readonly requests: ReadonlyMap<string, string>
  readonly errors: readonly FieldError[]
}

/** Where a file of addresses is uploaded, and those that were. */
export function UploadsPage(props: UploadsPageProps) {
  const { base, uploads, errors, ...around } = props
  const { frame, mayChange } = around
  const t = textsOf(frame).emails
  const { file, at, rows, state } = t.uploadColumns
  const path = `${base}/emails/uploads`
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
            <Standing {...props} upload={upload} />,
          ])}
        />
      )}
    </FirmPage>
  )
}

/** How far a file has come: the request that was made of it, if one was. */
function Standing({ frame, base, requests, upload }: UploadsPageProps & { readonly upload: UploadHead }) {
  const number = requests.get(upload.id)
  if (number === undefined) return <StandingTag frame={frame} standing={upload.standing} />
  return <Link to={`${base}/requests/${number}`}>{textsOf(frame).emails.seeRequest(number)}</Link>
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
