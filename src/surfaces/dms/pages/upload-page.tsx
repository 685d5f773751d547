import type { Upload, UploadCounts } from '../../../emails/read-upload.ts'
import type { UploadStanding } from '../../../emails/rules/upload-standing.ts'
import { Entry } from '../../../web/entry-parts.tsx'
import { type FieldError, PostForm, PrimaryButton } from '../../../web/form-parts.tsx'
import { type Frame, sayMoment, textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { DownloadLink, Facts, Progress, Table } from '../../../web/list-parts.tsx'
import { FirmPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'
import { StandingTag } from './uploads-page.tsx'

export interface UploadPageProps extends Around {
  readonly path: string
  /** Where the next file is uploaded. */
  readonly uploads: string
  readonly upload: Upload
  /** The request that was made of it. */
  readonly request: { readonly number: string; readonly to: string } | null
  /** A checker looks, and does not ask. */
  readonly mayAsk: boolean
  readonly errors: readonly FieldError[]
}

/** It goes on by itself: the page is asked for again. */
export const UNDER_WAY: readonly UploadStanding[] = ['arriving', 'checking', 'applying']

/** What a file would do: the same for who asks for it and who decides on it. */
export function UploadPage(props: UploadPageProps) {
  const { path, uploads, upload, request, mayAsk, errors, ...around } = props
  const { frame, mayChange } = around
  const t = textsOf(frame).emails
  const { standing, counts } = upload
  const underWay = UNDER_WAY.includes(standing)
  return (
    <FirmPage
      {...around}
      title={t.uploadTitle(upload.fileName)}
      caption={t.uploadsTitle}
      errors={errors}
      actions={request === null && <StandingTag frame={frame} standing={standing} />}
    >
      {request === null && <p class="govuk-body">{t.standingHints[standing]}</p>}
      {underWay && (
        <Progress
          frame={frame}
          label={t.standings[standing]}
          done={standing === 'arriving' ? 0 : upload.progress}
          of={Math.max(upload.rows, 1)}
        />
      )}
      {request && (
        <p class="govuk-inset-text">
          <Link to={request.to}>{t.seeRequest(request.number)}</Link>
        </p>
      )}
      {counts && <Sums frame={frame} upload={upload} counts={counts} />}
      {counts && counts.faults > 0 && (
        <Faults frame={frame} path={path} upload={upload} all={counts.faults} />
      )}
      {counts && counts.changes > 0 && (
        <Changes frame={frame} path={path} upload={upload} all={counts.changes} />
      )}
      {standing === 'ready' && mayAsk && mayChange && request === null && counts && (
        <Ask frame={frame} path={path} changes={counts.changes} errors={errors} />
      )}
      {!underWay && (
        <p class="govuk-body">
          <Link to={uploads}>{t.uploadsTitle}</Link>
        </p>
      )}
    </FirmPage>
  )
}

interface PartProps {
  readonly frame: Frame
  readonly path: string
  readonly upload: Upload
  readonly all: number
}

function Sums({
  frame,
  upload,
  counts,
}: Omit<PartProps, 'path' | 'all'> & { readonly counts: UploadCounts }) {
  const t = textsOf(frame).emails
  const always = upload.rows === 0 ? [] : (['changes', 'first', 'unchanged', 'empty', 'faultyLines'] as const)
  const whereAny = (['shared', 'otherDomain', 'looksLike', 'suspended'] as const).filter(
    (one) => counts[one] > 0,
  )
  return (
    <Facts
      facts={[
        [t.uploadColumns.at, sayMoment(frame, upload.receivedAt)],
        [t.counts.rows, String(upload.rows)],
        ...[...always, ...whereAny].map((one) => [t.counts[one], String(counts[one])] as const),
        [t.sha256, <span class="sp-code">{upload.sha256}</span>],
      ]}
    />
  )
}

function Faults({ frame, path, upload, all }: PartProps) {
  const t = textsOf(frame).emails
  const { line, column, wrong, written } = t.faultColumns
  return (
    <section aria-labelledby="errors">
      <h2 class="govuk-heading-m" id="errors">
        {t.faultsTitle}
      </h2>
      {upload.faults.length < all && <p class="govuk-body">{t.firstOf(upload.faults.length, all)}</p>}
      <Table
        caption={t.faultsTitle}
        columns={[
          { label: line, numeric: true },
          { label: column, numeric: true },
          { label: wrong },
          { label: written },
        ]}
        rows={upload.faults.map((fault) => [
          String(fault.line),
          String(fault.column),
          t.faults[fault.code],
          <span class="sp-code">{fault.detail}</span>,
        ])}
      />
      <DownloadLink to={`${path}/errors.csv`} label={t.faultsCsv} />
    </section>
  )
}

function Changes({ frame, path, upload, all }: PartProps) {
  const { emails: t, users } = textsOf(frame)
  const { user, before, after, look } = t.changeColumns
  return (
    <section aria-labelledby="changes">
      <h2 class="govuk-heading-m" id="changes">
        {t.changesTitle}
      </h2>
      {upload.changes.length < all && <p class="govuk-body">{t.firstOf(upload.changes.length, all)}</p>}
      <Table
        caption={t.changesTitle}
        columns={[user, before, after, look].map((label) => ({ label }))}
        rows={upload.changes.map((change) => [
          change.userId,
          change.before ?? t.none,
          change.after,
          change.warnings.map((warning) => t.warnings[warning]).join(users.comma),
        ])}
      />
      <DownloadLink to={`${path}/changes.csv`} label={t.changesCsv} />
    </section>
  )
}

interface AskProps {
  readonly frame: Frame
  readonly path: string
  readonly changes: number
  readonly errors: readonly FieldError[]
}

function Ask({ frame, path, changes, errors }: AskProps) {
  const t = textsOf(frame).emails
  return (
    <section aria-labelledby="ask">
      <h2 class="govuk-heading-m" id="ask">
        {t.submitTitle}
      </h2>
      <p class="govuk-body">{t.submitHint(changes)}</p>
      <PostForm frame={frame} action={`${path}/submit`}>
        <Entry frame={frame} name="remark" label={t.remark} value="" errors={errors} maxlength={1000} />
        <PrimaryButton label={t.submit} />
      </PostForm>
    </section>
  )
}
