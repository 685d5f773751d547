import { describe, expect, it } from 'vitest'
import {
  door,
  edited,
  hongKong,
  parsed,
  staged,
  uninitiated,
  user,
} from '../../../test/support/programme-samples.ts'
import type { Programme } from '../programme.ts'
import { channelsOfInitiation } from './channels-taken.ts'
import { decide } from './decide.ts'
import { doorOf } from './standing-doors.ts'

function offered(programme: Programme, id: string, role: string, at: string) {
  const declared = doorOf(programme, door(id))
  if (declared === undefined) throw new Error(`no door ${id}`)
  return channelsOfInitiation(programme, declared, [role], hongKong(at))
}

describe('the channels that initiation offers', () => {
  it('are those that some door of the system takes from this role, and until when', () => {
    expect(offered(staged, 'ccms.initiation', 'user', '10-03 10:00').map(({ channel }) => channel)).toEqual([
      'email',
      'app',
      'passkey',
    ])
    expect(offered(staged, 'dms.initiation', 'da-maker', '06-10 18:05')).toEqual([
      { channel: 'email', until: hongKong('06-19 00:00') },
      { channel: 'app', until: null },
      { channel: 'passkey', until: null },
    ])
    expect(
      offered(staged, 'dms.initiation', 'da-maker', '06-19 10:00').map(({ channel }) => channel),
    ).toEqual(['app', 'passkey'])
    expect(offered(staged, 'dms.initiation', 'da-checker', '06-19 10:00')).toHaveLength(3)
  })

  it('may be none: then initiation is refused, since it would lead nowhere', () => {
    const none = '    channels: [{ source: assumed, accepted: [] }]\n'
    const programme = parsed(
      edited(
        ['    leads_to: [ccms.online]\n', `    leads_to: [ccms.online]\n${none}`],
        ['    leads_to: [ccms.overnight]\n', `    leads_to: [ccms.overnight]\n${none}`],
      ),
    )
    const inForce = { programme, decisions: [] }
    const { outcome, reasons } = decide(
      inForce,
      uninitiated(user),
      door('ccms.initiation'),
      'primary',
      hongKong('06-10 18:05'),
    )
    expect([outcome, ...reasons.map(({ code }) => code)]).toEqual(['refused', 'channel-refused'])
  })
})
