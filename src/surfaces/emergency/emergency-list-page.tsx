import type { ListedPasscode } from '../../emergency/list-passcodes.ts'
import { sayMoment, textsOf } from '../../web/frame.ts'
import { Link } from '../../web/link.tsx'
import { Empty, Pager, Table } from '../../web/list-parts.tsx'
import { FirmPage } from '../pages/room-page.tsx'
import type { Around } from '../pages/room-props.ts'
import { StandingOfPasscode } from './standing-of-passcode.tsx'

export interface EmergencyListPageProps extends Around {
  /** Each one's request is below it. */
  readonly requests: string
  readonly passcodes: readonly ListedPasscode[]
  readonly first: string | null
  readonly next: string | null
}

/** A firm's emergency passcodes, at the desk everybody's: in force, used, over. Never the passcode. */
export function EmergencyListPage({ requests, passcodes, first, next, ...around }: EmergencyListPageProps) {
  const { frame, firm } = around
  const { emergency: t, list, rooms } = textsOf(frame)
  return (
    <FirmPage {...around} title={rooms.emergency}>
      <p class="govuk-body">{t.intro}</p>
      {passcodes.length === 0 ? (
        <Empty text={t.none} />
      ) : (
        <Table
          caption={rooms.emergency}
          columns={[
            { label: t.user },
            ...(firm === null ? [{ label: t.firm }] : []),
            { label: t.state },
            { label: t.identifiedBy },
            { label: t.granted },
            { label: t.request },
          ]}
          rows={passcodes.map((one) => [
            `${one.userId} (${one.displayName})`,
            ...(firm === null ? [<span class="sp-code">{one.firm}</span>] : []),
            <StandingOfPasscode frame={frame} passcode={one} />,
            t.ways[one.identified],
            sayMoment(frame, one.grantedAt),
            <Link to={`${requests}/${one.request}`} class="govuk-link sp-nowrap">
              {one.request}
            </Link>,
          ])}
        />
      )}
      <Pager frame={frame} count={list.shownSome(passcodes.length)} previous={first} next={next} />
    </FirmPage>
  )
}
