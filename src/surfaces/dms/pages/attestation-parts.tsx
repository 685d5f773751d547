import type { Attestation } from '../../../attestations/find-attestation.ts'
import { PostForm, PrimaryButton } from '../../../web/form-parts.tsx'
import { sayDay, sayMoment, textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { Facts, Table, Tag } from '../../../web/list-parts.tsx'
import { Remark } from './asking.tsx'
import type { AttestationPageProps } from './attestation-props.ts'

type ToAttestProps = AttestationPageProps & { readonly keeps?: boolean }

/** The way on, once everybody has been looked at. From a form it keeps what was chosen there: that is attested with the rest. */
export function ToAttest({ frame, path, counts, keeps = false }: ToAttestProps) {
  const t = textsOf(frame).attestation
  return (
    <section class="sp-decision" aria-labelledby="attest">
      <h2 class="govuk-heading-m" id="attest">
        {t.submitTitle}
      </h2>
      <p class="govuk-body">{t.submitIntro(counts.toAnswer, counts.leaving)}</p>
      {keeps ? (
        <button type="submit" name="go" value="attest" class="govuk-button">
          {t.toSubmit}
        </button>
      ) : (
        <Link to={`${path}/submit`} class="govuk-button">
          {t.toSubmit}
        </Link>
      )}
    </section>
  )
}

/** A page of its own: no answer stands on it that would not be attested. */
export function Attest({ frame, path, counts, remark, errors }: AttestationPageProps) {
  const t = textsOf(frame).attestation
  return (
    <>
      <p class="govuk-body">{t.submitIntro(counts.toAnswer, counts.leaving)}</p>
      <PostForm frame={frame} action={`${path}/submit`}>
        <Remark frame={frame} value={remark} errors={errors} />
        <PrimaryButton label={t.submit} />
      </PostForm>
      <p class="govuk-body">
        <Link to={path}>{t.toAnswers}</Link>
      </p>
    </>
  )
}

type AttestedProps = AttestationPageProps & { readonly attested: NonNullable<Attestation['attested']> }

/** What was attested, by which request, and how what was marked goes on. */
export function Attested(props: AttestedProps) {
  const { frame, attested, requests } = props
  const t = textsOf(frame).attestation
  return (
    <>
      <Facts
        facts={[
          [t.title, t.attestedAt(sayMoment(frame, attested.at), attested.people)],
          [
            t.cells.request,
            <Link to={`${requests}/${attested.request}`}>{t.byRequest(attested.request)}</Link>,
          ],
          [t.digest, <span class="sp-code sp-break">{attested.digest}</span>],
        ]}
      />
      <Marked {...props} />
    </>
  )
}

function Marked({ frame, path, requests, marked, maySubmit }: AttestedProps) {
  const t = textsOf(frame).attestation
  const c = t.markedColumns
  if (marked.length === 0) return null
  const toAsk = marked.filter((row) => row.by === 'dms' && row.followUp === null && !row.isDone).length
  return (
    <section aria-labelledby="marked">
      <h2 class="govuk-heading-m" id="marked">
        {t.markedTitle}
      </h2>
      <Table
        caption={t.markedTitle}
        columns={[{ label: c.who }, { label: c.answer }, { label: c.how }]}
        rows={marked.map((row) => [
          <>
            {row.userId} <span class="sp-quiet">{row.displayName}</span>
          </>,
          t.answers[row.answer],
          <>
            {row.isDone && <Tag tone="good" text={t.done} />}{' '}
            {row.followUp === null ? (
              !row.isDone && t.how[row.by]
            ) : (
              <Link to={`${requests}/${row.followUp}`}>{row.followUp}</Link>
            )}
          </>,
        ])}
      />
      {maySubmit && toAsk > 0 && (
        <PostForm frame={frame} action={`${path}/follow-up`}>
          <PrimaryButton label={t.ask(toAsk)} />
        </PostForm>
      )}
    </section>
  )
}

/** Every period there was, and its record. */
export function Records({ frame, path, all }: Pick<AttestationPageProps, 'frame' | 'path' | 'all'>) {
  const t = textsOf(frame).attestation
  const c = t.recordsColumns
  if (all.length === 0) return null
  return (
    <section aria-labelledby="records">
      <h2 class="govuk-heading-m" id="records">
        {t.recordsTitle}
      </h2>
      <Table
        caption={t.recordsTitle}
        columns={[{ label: c.period }, { label: c.state }, { label: c.file }]}
        rows={all.map(({ period, attested }) => [
          sayDay(frame, Temporal.PlainDate.from(period)),
          attested === null ? (
            <Tag tone="busy" text={t.states.begun} />
          ) : (
            <Tag tone="good" text={t.states.attested} />
          ),
          <Link to={`${path}/${period}/record.csv`}>{t.record(period)}</Link>,
        ])}
      />
    </section>
  )
}
