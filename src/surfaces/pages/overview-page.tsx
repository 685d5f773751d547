import type { Instant } from '../../kernel/instant.ts'
import type { Role } from '../../kernel/vocabulary.ts'
import { inOne, sayMoment, textsOf } from '../../web/frame.ts'
import { Notices } from './notices.tsx'
import { FirmPage } from './room-page.tsx'
import type { Around } from './room-props.ts'
import { SessionDetails } from './session-details.tsx'
import { Success } from './success.tsx'

export interface OverviewPageProps extends Around {
  readonly roles: readonly Role[]
  /** Null: no end is in sight. */
  readonly openUntil: Instant | null
  /** A test session runs at this site: logging on was the point of it, and the page says that it is done. */
  readonly inTest: boolean
}

/** Where one arrives behind a door with rooms. */
export function OverviewPage({ roles, inTest, openUntil, ...around }: OverviewPageProps) {
  const { frame, functionName, session } = around
  const t = textsOf(frame)
  return (
    <FirmPage {...around} title={functionName} headed={inTest}>
      {inTest && <TestComplete {...around} />}
      <p class="govuk-body">
        {inOne(
          frame,
          t.room.youAre(roles.map((role) => t.roles[role]).join(t.room.and)),
          openUntil && t.session.openUntil(sayMoment(frame, openUntil)),
        )}
      </p>
      <Notices {...around} />
      <SessionDetails frame={frame} session={session} />
    </FirmPage>
  )
}

/** P9: said in the circular's own words, and first. */
export function TestComplete({ frame, functionName, mayChange }: Around) {
  const { labels, session: t } = textsOf(frame)
  return (
    <Success heading={functionName}>
      <p class="sp-success__lead">{labels.testComplete}</p>
      <p>{mayChange ? t.staysOpen : t.readOnly}</p>
    </Success>
  )
}
