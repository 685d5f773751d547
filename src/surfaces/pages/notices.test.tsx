import { describe, expect, it } from 'vitest'
import { sampleFrame } from '../../../test/support/sample-frame.ts'
import { ADDRESS_FILTERS } from '../../emails/firm-addresses.ts'
import { NOTICE_KINDS, type NoticeKind } from '../../kernel/vocabulary.ts'
import { WHOM_TO_TELL } from '../../notices/rules/whom-to-tell.ts'
import { clientConnectRooms } from '../client-connect/rooms.ts'
import { dmsRooms } from '../dms/rooms.ts'
import { operatorDeskRooms } from '../operator-desk/rooms.ts'
import { WHICH } from '../requests/request-props.ts'
import type { Room } from '../rooms.ts'
import { Notices } from './notices.tsx'

const SURFACES: readonly (readonly Room[])[] = [dmsRooms, clientConnectRooms, operatorDeskRooms]
const LISTS: Readonly<Record<string, readonly string[]>> = { requests: WHICH, emails: ADDRESS_FILTERS }

const page = (kind: NoticeKind, rooms: readonly Room[]) =>
  String(
    <Notices
      frame={sampleFrame('en')}
      notices={[{ kind, count: 2 }]}
      rooms={rooms.map(({ path, label }) => ({ to: `/at/${path}`, label, current: null }))}
    />,
  )

/** Where those who hear of it arrive: the surface whose first room admits them; who asks and decides, at each. */
function surfacesOf(kind: NoticeKind): readonly (readonly Room[])[] {
  const told = WHOM_TO_TELL[kind]
  if (typeof told === 'string') return SURFACES
  return SURFACES.filter(([arrival]) => told.roles.every((role) => arrival?.roles.includes(role)))
}

describe('what waits', () => {
  it.each(NOTICE_KINDS)('leads where it can be seen to, a list that shows just that: %s', (kind) => {
    const surfaces = surfacesOf(kind)
    expect(surfaces.length).toBeGreaterThan(0)
    for (const rooms of surfaces) {
      const [, path = '', show] = /href="\/at\/([a-z]+)(?:\?show=([a-z-]+))?"/.exec(page(kind, rooms)) ?? []
      expect(rooms.map((room) => room.path)).toContain(path)
      expect(LISTS[path] ?? [undefined]).toContain(show)
    }
  })

  it('is said without a link to whoever may not go there', () => {
    expect(page('user-locked', [])).toContain('2 users are locked')
    expect(page('user-locked', [])).not.toContain('href')
  })
})
