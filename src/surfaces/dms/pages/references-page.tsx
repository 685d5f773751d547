import type { Instant } from '../../../kernel/instant.ts'
import { sayMoment, textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { Empty, Facts, Search } from '../../../web/list-parts.tsx'
import { FirmPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'

export interface ReferencesPageProps extends Around {
  readonly action: string
  /** As it was typed; empty: nothing was asked yet. */
  readonly asked: string
  readonly found: {
    readonly at: Instant
    readonly user: { readonly to: string; readonly text: string }
    readonly what: string
    readonly where: string | null
    readonly why: string
    readonly next: string
    readonly locked: string | null
  } | null
}

/** A reference in, and out what it was about: when, who, what, why, and what helps. */
export function ReferencesPage({ action, asked, found, ...around }: ReferencesPageProps) {
  const { frame } = around
  const { references: t, rooms } = textsOf(frame)
  return (
    <FirmPage {...around} title={rooms.references}>
      <p class="govuk-body">{t.intro}</p>
      <Search frame={frame} action={action} label={t.search} value={asked} listsAll={false} />
      {asked !== '' && found === null && <Empty text={t.notFound} />}
      {found && (
        <>
          <Facts
            facts={[
              [t.facts.when, sayMoment(frame, found.at)],
              [t.facts.who, <Link to={found.user.to}>{found.user.text}</Link>],
              [t.facts.what, found.what],
              ...(found.where === null ? [] : [[t.facts.where, found.where] as const]),
              [t.facts.why, found.why],
              [t.facts.next, found.next],
            ]}
          />
          {found.locked && <p class="govuk-inset-text">{found.locked}</p>}
        </>
      )}
    </FirmPage>
  )
}
