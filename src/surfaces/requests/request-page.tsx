import type { FieldName } from '../../changes/kind.ts'
import type { RequestEvent, RequestView } from '../../changes/read-request.ts'
import { type Frame, sayDatedMoment, sayLastDay, sayMoment, textsOf } from '../../web/frame.ts'
import { Link } from '../../web/link.tsx'
import { Done, Facts, Table, Tag } from '../../web/list-parts.tsx'
import { StandingOfPasscode } from '../emergency/standing-of-passcode.tsx'
import { FirmPage } from '../pages/room-page.tsx'
import { DecisionForm } from './decision-form.tsx'
import type { RequestPageProps } from './request-props.ts'
import { RequestState } from './request-state.tsx'
import { sayValue } from './say-value.ts'

/** One request: what exactly would change, who asked and who decided, and what oneself may do with it now. */
export function RequestPage(props: RequestPageProps) {
  const { path, request, remark, errors, steppedUpUntil, done, passcode, functionNameOf, ...around } = props
  const { frame } = around
  const { changes, requests: t } = textsOf(frame)
  return (
    <FirmPage
      {...around}
      title={t.title(request.number, changes.kinds[request.kind])}
      errors={errors}
      notice={done && <Done text={t.done[done]} />}
    >
      <About frame={frame} request={request} path={path} atDesk={around.firm === null} />
      <Changes frame={frame} request={request} functionNameOf={functionNameOf} />
      {passcode && <Passcode frame={frame} passcode={passcode} />}
      {around.mayChange && <DecisionForm {...props} />}
      <h2 class="govuk-heading-m">{t.history}</h2>
      <ol class="sp-history">
        {request.history.map((event) => (
          <Event frame={frame} event={event} request={request} />
        ))}
      </ol>
      <details class="govuk-details sp-fingerprint">
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">{t.digest}</span>
        </summary>
        <div class="govuk-details__text">
          <p>{t.digestWhy}</p>
          <p class="sp-key sp-digest">{request.digest}</p>
        </div>
      </details>
      <p class="govuk-body sp-request__back">
        <Link to={path}>{t.back}</Link>
      </p>
    </FirmPage>
  )
}

type Shown = { readonly frame: Frame; readonly request: RequestView }

function About({
  frame,
  request,
  path,
  atDesk,
}: Shown & { readonly path: string; readonly atDesk: boolean }) {
  const t = textsOf(frame).requests
  const { participant, escalatedAt, resubmits } = request
  return (
    <>
      <Facts
        facts={[
          [t.state, <RequestState frame={frame} state={request.state} />],
          ...(atDesk && participant !== null ? [[t.firm, participant.code] as const] : []),
          [
            t.due,
            <>
              {t.endOf(sayLastDay(frame, request.dueAt))}{' '}
              {request.isOverdue && <Tag tone="bad" text={t.overdue} />}
            </>,
          ],
          ...(resubmits === null
            ? []
            : [[t.resubmits, <Link to={`${path}/${resubmits}`}>{resubmits}</Link>] as const]),
        ]}
      />
      {escalatedAt && <p class="govuk-inset-text">{t.escalatedSince(sayMoment(frame, escalatedAt))}</p>}
      {request.singleControl && <p class="govuk-inset-text">{t.underSingleControl}</p>}
    </>
  )
}

/** Where an emergency passcode goes on once it is approved. */
function Passcode({
  frame,
  passcode,
}: {
  readonly frame: Frame
  readonly passcode: NonNullable<RequestPageProps['passcode']>
}) {
  const { emergency: t } = textsOf(frame)
  const canBeShown = passcode.standing === 'to-be-shown' || passcode.standing === 'in-force'
  return (
    <>
      <h2 class="govuk-heading-m">{t.title}</h2>
      <p class="govuk-body">
        <StandingOfPasscode frame={frame} passcode={passcode} />
      </p>
      {canBeShown && (
        <Link to={passcode.to} class="govuk-button">
          {t.toShow}
        </Link>
      )}
    </>
  )
}

/** Before and after, side by side: what a checker answers for. */
function Changes({ frame, request, functionNameOf }: Shown & Pick<RequestPageProps, 'functionNameOf'>) {
  const { changes, requests: t } = textsOf(frame)
  const say = (field: FieldName, value: string) => sayValue(frame, field, value, functionNameOf)
  return (
    <>
      <h2 class="govuk-heading-m">{t.changes}</h2>
      <Table
        caption={t.changes}
        columns={[{ label: t.about }, { label: t.field }, { label: t.before }, { label: t.after }]}
        rows={request.lines.map(({ about, field, before, after }) => [
          about,
          changes.fields[field],
          before === null ? <span class="sp-none">{t.nothing}</span> : <del>{say(field, before)}</del>,
          after === null ? <span class="sp-none">{t.nothing}</span> : <ins>{say(field, after)}</ins>,
        ])}
      />
      {request.more > 0 && <p class="govuk-body">{t.more(request.more)}</p>}
    </>
  )
}

function Event({ frame, event, request }: Shown & { readonly event: RequestEvent }) {
  const { changes, requests: t } = textsOf(frame)
  const { by, what, remark } = event
  const isVoid = what === 'void' ? VOIDS.find((code) => code === request.endReason) : undefined
  return (
    <li>
      <p>
        <strong>{t.what[what]}</strong>{' '}
        {by === null ? (ITSELF.includes(what) ? t.byItself : t.somebody) : `${by.userId} (${by.name})`}{' '}
        <span class="sp-history__when">{sayDatedMoment(frame, event.at)}</span>
      </p>
      {isVoid && <p>{changes.voidBecause[isVoid]}</p>}
      {remark !== null && remark !== '' && <blockquote>{remark}</blockquote>}
    </li>
  )
}

const VOIDS = ['maker-not-entitled', 'checker-not-entitled', 'changed-meanwhile'] as const
const ITSELF: readonly RequestEvent['what'][] = ['escalated', 'expired', 'void']
