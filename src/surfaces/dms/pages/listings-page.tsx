import { textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'
import { Table } from '../../../web/list-parts.tsx'
import { FirmPage } from '../../pages/room-page.tsx'
import type { Around } from '../../pages/room-props.ts'

export const LISTINGS = ['users', 'disabled', 'profiles', 'groups', 'cards'] as const
export type Listing = (typeof LISTINGS)[number]

export interface ListingsPageProps extends Around {
  readonly fileOf: (listing: Listing) => string
}

/** What a firm can take away as a file (F5.5, P20). */
export function ListingsPage({ fileOf, ...around }: ListingsPageProps) {
  const t = textsOf(around.frame)
  const { titles, holds, columns } = t.listings
  return (
    <FirmPage {...around} title={t.rooms.listings}>
      <p class="govuk-body">{t.listings.intro}</p>
      <Table
        caption={t.listings.caption}
        columns={[{ label: columns.listing }, { label: columns.holds }]}
        rows={LISTINGS.map((listing) => [
          <Link to={fileOf(listing)}>{titles[listing]}</Link>,
          holds[listing],
        ])}
      />
    </FirmPage>
  )
}
