import { registrationNumber } from '../../../registrations/rules/number-text.ts'
import type { OfferedEvent, Stage } from '../../../registrations/rules/offered.ts'
import type { Registration } from '../../../registrations/store.ts'
import { sayDay, textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { Empty, Table, Tag } from '../../../web/list-parts.tsx'
import { FirmPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'

export interface EventsPageProps extends Around {
  readonly base: string
  readonly events: readonly {
    readonly offered: OfferedEvent
    readonly stage: Stage
    readonly registration: Registration | null
  }[]
}

export function EventsPage({ base, events, ...around }: EventsPageProps) {
  const { frame } = around
  const t = textsOf(frame).events
  const rows = events.map(({ offered: { event }, stage, registration }) => [
    <Link to={`${base}/${event.id}`}>{event.title[frame.visit.language]}</Link>,
    t.untilIs(sayDay(frame, event.registration.until)),
    t.state[stage],
    registration === null ? (
      <Tag tone="quiet" text={t.notRegistered} />
    ) : (
      <Tag tone="good" text={t.registered(registrationNumber(registration.number))} />
    ),
  ])
  const { dashboard } = textsOf(frame)
  const columns = [t.event, t.until, dashboard.state, t.registration].map((label) => ({ label }))
  return (
    <FirmPage {...around} title={t.title}>
      {rows.length === 0 ? (
        <Empty text={t.none} />
      ) : (
        <Table caption={t.title} columns={columns} rows={rows} />
      )}
    </FirmPage>
  )
}
