import type { NoticeKind } from '../../kernel/vocabulary.ts'
import { textsOf } from '../../web/frame.ts'
import { Link } from '../../web/link.tsx'
import type { Around, RoomLink } from './room-props.ts'

/** Which room a notice leads to, and which part of it; by no link where he may not enter it. */
const PLACES: Readonly<Record<NoticeKind, Place>> = {
  decide: { room: 'requests', show: 'to-decide' },
  authorise: { room: 'requests', show: 'to-decide' },
  decided: { room: 'requests', show: 'mine' },
  expired: { room: 'requests', show: 'mine' },
  escalated: { room: 'requests', show: 'mine' },
  'single-control': { room: 'requests', show: 'all' },
  'user-locked': { room: 'users' },
  'user-mail-refused': { room: 'emails', show: 'refused' },
  'user-without-email': { room: 'emails', show: 'no-address' },
  'user-card-ends': { room: 'cards' },
  'user-emergency': { room: 'emergency' },
  'user-of-several': { room: 'users' },
  'attestation-overdue': { room: 'attestation' },
  'branch-overdue': { room: 'sites' },
  'case-of-firm': { room: 'cases' },
  'case-of-operators': { room: 'cases' },
  'administrator-locked': { room: 'delegates' },
  'administrator-mail-refused': { room: 'delegates' },
  'administrator-without-email': { room: 'delegates' },
  'administrator-card-ends': { room: 'delegates' },
  'administrator-emergency': { room: 'delegates' },
  'connect-locked': { room: 'participants' },
  'connect-mail-refused': { room: 'participants' },
  'connect-without-email': { room: 'participants' },
}

interface Place {
  readonly room: RoomLink['label']
  readonly show?: string
}

/** What waits for him here, first on the page where he arrives. Each goes away when it is done, and by nothing else. */
export function Notices({ frame, notices, rooms }: Pick<Around, 'frame' | 'notices' | 'rooms'>) {
  const t = textsOf(frame).notices
  if (notices.length === 0) return null
  return (
    <section aria-labelledby="notices" class="govuk-inset-text">
      <h2 class="govuk-heading-m" id="notices">
        {t.title}
      </h2>
      <ul class="govuk-list">
        {notices.map(({ kind, count }) => {
          const to = placeOf(kind, rooms)
          const text = t.kinds[kind](count)
          return <li>{to === null ? text : <Link to={to}>{text}</Link>}</li>
        })}
      </ul>
    </section>
  )
}

function placeOf(kind: NoticeKind, rooms: Around['rooms']): string | null {
  const { room, show } = PLACES[kind]
  const found = rooms.find(({ label }) => label === room)
  return found === undefined ? null : `${found.to}${show === undefined ? '' : `?show=${show}`}`
}
