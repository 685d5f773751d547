import { ErrorSummary, type FieldError } from '../../web/form-parts.tsx'
import { textsOf } from '../../web/frame.ts'
import { Layout } from '../../web/layout.tsx'
import { Link } from '../../web/link.tsx'
import type { Child } from '../../web/markup.ts'
import type { Around, FirmView } from './room-props.ts'
import { SessionFoot } from './session-foot.tsx'

export interface RoomPageProps extends Around {
  readonly title: string
  /** The small line above the heading: whose, or what kind of thing this is. */
  readonly caption?: string
  /** The page's heading is in its contents, in a panel of its own. */
  readonly headed?: boolean
  readonly errors?: readonly FieldError[]
  /** What was just done (a `Done`): above everything else. */
  readonly notice?: Child
  /** Beside the heading: what may be begun here. */
  readonly actions?: Child
  readonly children: Child
}

/** Every page of a firm: which firm, where in it, what is asked, and the foot of every page behind a door. */
export function FirmPage(props: RoomPageProps) {
  return <RoomPage {...props} />
}

/** Every page of the operator's desk, which belongs to no firm. */
export function DeskPage(props: RoomPageProps) {
  return <RoomPage {...props} />
}

function RoomPage(props: RoomPageProps) {
  const { frame, title, caption, headed = false, errors = [], notice, actions, children } = props
  return (
    <Layout frame={frame} title={title} error={errors.length > 0} above={<Rooms {...props} />}>
      <div class="sp-room">
        <ErrorSummary frame={frame} errors={errors} />
        {props.firm === null && frame.standing.isAlone && <Alone frame={frame} />}
        {notice}
        {!headed && (
          <div class="sp-room__head">
            <div>
              {caption && <p class="govuk-caption-l">{caption}</p>}
              <h1 class="govuk-heading-l">{title}</h1>
            </div>
            {actions && <div class="sp-room__actions">{actions}</div>}
          </div>
        )}
        {children}
        <SessionFoot
          frame={frame}
          session={props.session}
          functionName={props.functionName}
          beside
          back={false}
        />
      </div>
    </Layout>
  )
}

/** Told to operators until the two data centres are paired again. */
function Alone({ frame }: Pick<Around, 'frame'>) {
  const t = textsOf(frame).deskSites
  return (
    <p class="govuk-inset-text">
      <strong>{t.alone}</strong> {t.aloneHint}
    </p>
  )
}

/** The firm at the head of the page, and where one may go in it. */
function Rooms({ frame, firm, rooms, notices, mayChange, functionName }: Around) {
  const t = textsOf(frame)
  const waiting = notices.reduce((sum, { count }) => sum + count, 0)
  return (
    <section class="sp-rooms" aria-label={firm?.name ?? functionName}>
      <div class="govuk-width-container sp-rooms__row">
        {firm && <FirmName frame={frame} firm={firm} />}
        {!mayChange && <p class="sp-rooms__read-only">{t.room.readOnly}</p>}
        {rooms.length > 0 && (
          <nav aria-label={functionName}>
            <ul class="sp-rooms__list">
              {rooms.map(({ to, label, current }) => (
                <li>
                  <Link
                    to={to}
                    class={current ? 'sp-rooms__link sp-rooms__link--here' : 'sp-rooms__link'}
                    current={current === 'room' ? 'true' : (current ?? undefined)}
                  >
                    {t.rooms[label]}
                    {label === 'overview' && waiting > 0 && (
                      <span class="sp-rooms__count"> {t.notices.count(waiting)}</span>
                    )}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
        )}
      </div>
    </section>
  )
}

/** P13: work done for the wrong firm is worse than work not done. */
function FirmName({ frame, firm }: Pick<Around, 'frame'> & { readonly firm: FirmView }) {
  const t = textsOf(frame).room
  return (
    <p class="sp-rooms__firm">
      <strong>{firm.name}</strong> <span class="sp-code">{firm.code}</span>
      {firm.singleControl && <span class="sp-tag sp-tag--warn">{t.singleControl}</span>}
      {firm.choose && <Link to={firm.choose}>{t.otherFirm}</Link>}
    </p>
  )
}
