import type { LockedUsers } from '../../../listings/locked-users.ts'
import { type Frame, sayMoment, textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { Table } from '../../../web/list-parts.tsx'

export interface LockedPeopleProps {
  readonly frame: Frame
  readonly base: string
  readonly locked: LockedUsers
}

/** Who is locked out by failed tries, and until when; nothing where nobody is. His page has the button, and says who may. */
export function LockedPeople({ frame, base, locked: { first, all } }: LockedPeopleProps) {
  if (all === 0) return null
  const { readiness: t, emails } = textsOf(frame)
  return (
    <section aria-labelledby="locked">
      <h2 class="govuk-heading-m" id="locked">
        {t.lockedTitle(all)}
      </h2>
      <p class="govuk-body">{t.lockedIntro}</p>
      {first.length < all && <p class="govuk-body">{emails.firstOf(first.length, all)}</p>}
      <Table
        caption={t.lockedTitle(all)}
        columns={[{ label: t.who }, { label: t.lockedUntil }, { label: t.whatHelps }]}
        rows={first.map(({ userId, displayName, lockedUntil }) => [
          `${displayName} (${userId})`,
          sayMoment(frame, lockedUntil),
          <Link to={`${base}/users/${userId}`}>{t.unlock(userId)}</Link>,
        ])}
      />
    </section>
  )
}
