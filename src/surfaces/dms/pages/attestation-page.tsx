import { sayDay, textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { Done, Empty, Tag } from '../../../web/list-parts.tsx'
import { FirmPage } from '../../pages/room-page.tsx'
import { AccessTable } from './access-table.tsx'
import { Attest, Attested, Records } from './attestation-parts.tsx'
import { type AttestationPageProps, mayAttest } from './attestation-props.ts'

/** Everybody of the firm and what he may do: looked at one by one, and attested together. */
export function AttestationPage(props: AttestationPageProps) {
  const { frame, period, current, waiting, errors } = props
  const t = textsOf(frame).attestation
  return (
    <FirmPage {...props} title={t.title} errors={errors} notice={<Told {...props} />}>
      {period === null ? (
        <Empty text={t.notOpen} />
      ) : (
        <p class="govuk-body">
          {t.due(sayDay(frame, period.due))} {props.isOverdue && <Tag tone="bad" text={t.overdue} />}
        </p>
      )}
      {current?.attested && <Attested {...props} attested={current.attested} />}
      {waiting !== null && (
        <p class="govuk-inset-text">
          <Link to={`${props.requests}/${waiting}`}>{t.waits(waiting)}</Link>
        </p>
      )}
      {period !== null && !current?.attested && <ToDo {...props} />}
      <Records {...props} />
    </FirmPage>
  )
}

function ToDo(props: AttestationPageProps) {
  if (props.step === 'attest' && mayAttest(props)) return <Attest {...props} />
  return (
    <>
      <p class="govuk-body">{textsOf(props.frame).attestation.intro}</p>
      <SoFar {...props} />
      <AccessTable {...props} />
    </>
  )
}

/** In words and as a bar. */
function SoFar({ frame, counts }: AttestationPageProps) {
  const t = textsOf(frame).attestation
  const done = counts.toAnswer - counts.open
  return (
    <div class="sp-progress sp-so-far">
      <label for="so-far">{t.progress(done, counts.toAnswer)}</label>
      <progress id="so-far" value={done} max={Math.max(1, counts.toAnswer)} />
    </div>
  )
}

function Told({ frame, told, errors }: AttestationPageProps) {
  const t = textsOf(frame).attestation
  if (errors.length > 0) return null
  return (
    <>
      {told.saved > 0 && <Done text={t.saved(told.saved)} />}
      {told.asked > 0 && <Done text={t.asked(told.asked)} />}
      {told.changed > 0 && (
        <p class="govuk-inset-text" role="alert">
          {t.meanwhile(told.changed)}
        </p>
      )}
    </>
  )
}
