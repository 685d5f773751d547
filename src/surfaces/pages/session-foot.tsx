import { PostForm, PrimaryButton, SecondaryButton } from '../../web/form-parts.tsx'
import { type Frame, sayMoment, textsOf } from '../../web/frame.ts'
import { Link } from '../../web/link.tsx'
import type { SessionLifeView, SessionView } from './props.ts'

interface SessionFootProps {
  readonly frame: Frame
  readonly session: SessionView
  readonly functionName: string
  /** The page has a button of its own that comes first. */
  readonly beside?: boolean
  /** Left out where the page's own navigation leads there. */
  readonly back?: boolean
}

/** The foot of every page behind a door: until when the session lives, what else there is, and the way out. */
export function SessionFoot({
  frame,
  session,
  functionName,
  beside = false,
  back = beside,
}: SessionFootProps) {
  const { labels, session: t } = textsOf(frame)
  const { paths } = session
  const pages = [
    [paths.home, back ? t.backToFunction(functionName) : null],
    ...(session.passwordSince === null
      ? [[paths.initiation, labels.initiation] as const]
      : [[paths.password, labels.changePassword] as const, [paths.channels, labels.otpChannels] as const]),
    [paths.sessions, labels.logonSessions],
  ] as const
  return (
    <div class="sp-session">
      <nav aria-label={t.ownAccount}>
        <ul>
          {pages.map(([to, text]) =>
            text === null ? null : (
              <li>
                {to === frame.visit.here ? (
                  <span aria-current="page">{text}</span>
                ) : (
                  <Link to={to}>{text}</Link>
                )}
              </li>
            ),
          )}
        </ul>
      </nav>
      <p class="sp-session__lives" data-session-lives>
        {livesText(frame, session.life)}
      </p>
      {beside ? (
        <SecondaryButton frame={frame} action={paths.logOut} label={labels.logOut} />
      ) : (
        <PostForm frame={frame} action={paths.logOut}>
          <PrimaryButton label={labels.logOut} />
        </PostForm>
      )}
      <EndsSoon frame={frame} session={session} />
    </div>
  )
}

/** The words that a page without a script has instead of a warning. */
export function livesText(frame: Frame, { idleEndsAt, endsAt }: SessionLifeView): string {
  const t = textsOf(frame).session
  return idleEndsAt.equals(endsAt)
    ? t.livesNoLonger(sayMoment(frame, endsAt))
    : t.lives(sayMoment(frame, idleEndsAt))
}

/** Opened by `session.js` two minutes before the end. Pressing the button is a request, and an act of its person. */
function EndsSoon({ frame, session }: Pick<SessionFootProps, 'frame' | 'session'>) {
  const { labels, session: t } = textsOf(frame)
  const { life, paths } = session
  const seconds = (to: SessionLifeView['endsAt']) => frame.standing.now.until(to).total('seconds')
  return (
    <>
      <dialog
        class="sp-ends-soon"
        role="alertdialog"
        aria-labelledby="ends-soon"
        aria-describedby="ends-soon-why"
        data-session={paths.home}
        data-home={paths.home}
        data-idle-seconds={seconds(life.idleEndsAt)}
        data-left-seconds={seconds(life.endsAt)}
      >
        <h2 class="govuk-heading-m" id="ends-soon">
          {t.endsSoon}
        </h2>
        <div id="ends-soon-why">
          <p data-idle>{t.idleSoon(sayMoment(frame, life.idleEndsAt))}</p>
          <p data-limit>{t.overSoon(sayMoment(frame, life.endsAt))}</p>
          <p data-over>
            {t.isOver} <Link to={paths.home}>{t.toStart}</Link>
          </p>
        </div>
        <SecondaryButton frame={frame} action={paths.stay} label={labels.stayLoggedOn} />
        <button type="button" class="govuk-button govuk-button--secondary" data-close>
          {t.close}
        </button>
      </dialog>
      <script type="module" src={frame.visit.assets.session} />
    </>
  )
}
