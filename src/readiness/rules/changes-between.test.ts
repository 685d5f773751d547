import { describe, expect, it } from 'vitest'
import {
  administrator,
  approved,
  edited,
  hongKong,
  parsed,
  uninitiated,
  user,
} from '../../../test/support/programme-samples.ts'
import type { Facts } from '../../programme/rules/facts.ts'
import type { InForce } from '../../programme/rules/in-force.ts'
import { changesBetween, hoursChanged } from './changes-between.ts'
import { standingsOver } from './standing-at.ts'
import { bothTimelines } from './timeline.ts'

const CARD = 'admits: [user]\n    ordinarily: { sites: [primary], until: launch }'
/** Users' cards stay. */
const parallel: InForce = {
  ...approved,
  programme: parsed(edited([CARD, CARD.replace(', until: launch', '')])),
}

function changes(before: InForce, after: InForce, facts: Facts) {
  const moments = bothTimelines(before, after)
  const instants = moments.map(({ at }) => at)
  const under = (inForce: InForce) => standingsOver(inForce, facts, instants)
  return changesBetween(under(before), under(after), moments).map(({ kind, of, spans }) => [
    kind,
    of,
    ...spans.map(({ from, until }) => `${from} ${until}`),
  ])
}

const FROM_LAUNCH = `${hongKong('06-12 00:00')} null`
const noEmail = { ...uninitiated(user), emailRegistered: false }

describe('between a launch that replaces the card and one beside it', () => {
  it.each<[string, Facts, readonly (readonly (string | null)[])[]]>([
    ['who is ready gains a door', user, [['door-gained', 'ccms.card', FROM_LAUNCH]]],
    [
      'who is not need not initiate',
      uninitiated(user),
      [
        ['ready-now', null, FROM_LAUNCH],
        ['card-only-now', null, FROM_LAUNCH],
        ['door-gained', 'ccms.card', FROM_LAUNCH],
      ],
    ],
    [
      'who has no email is no longer locked out',
      noEmail,
      [
        ['no-longer-locked-out', null, FROM_LAUNCH],
        ['card-only-now', null, FROM_LAUNCH],
        ['door-gained', 'ccms.card', FROM_LAUNCH],
      ],
    ],
    ['who is suspended is not touched', { ...user, status: 'suspended' }, []],
  ])('%s', (_, facts, expected) => {
    expect(changes(approved, parallel, facts)).toEqual(expected)
  })

  it('and the other way round he is locked out, has lost a door, must initiate', () => {
    expect(changes(parallel, approved, noEmail).map(([kind]) => kind)).toEqual([
      'locked-out-now',
      'card-only-no-more',
      'door-lost',
    ])
    expect(changes(parallel, approved, uninitiated(user))[0]?.[0]).toBe('not-ready-now')
  })
})

describe('what differs', () => {
  const later: InForce = {
    ...approved,
    programme: parsed(edited(['from: 18:00\n', 'from: 18:30\n'])),
  }

  it('is in spans that begin and end where either calendar turns', () => {
    expect(changes(approved, later, uninitiated(user))).toContainEqual([
      'door-lost',
      'ccms.initiation',
      `${hongKong('06-10 18:00')} ${hongKong('06-10 18:30')}`,
    ])
  })

  it('is an OTP channel that a door begins to refuse', () => {
    const appOnly = parsed(
      edited([
        '    leads_to: [ccms.online]\n',
        '    leads_to: [ccms.online]\n    channels: [{ source: assumed, accepted: [app] }]\n',
      ]),
    )
    const kinds = changes(approved, { ...approved, programme: appOnly }, user).map(
      ([kind, of]) => `${kind} ${of}`,
    )
    expect(kinds).toEqual(['door-lost ccms.otp.online', 'channel-refused ccms.otp.online'])
  })

  it('is a function that a test session opens no more, while it lasts', () => {
    const sessions = approved.programme.sessions.map((session) => ({ ...session, functions: [] }))
    const closed: InForce = { ...approved, programme: { ...approved.programme, sessions } }
    expect(changes(approved, closed, administrator)).toEqual([
      [
        'function-lost',
        'dms.security',
        `${hongKong('06-10 18:00')} ${hongKong('06-10 20:00')}`,
        `${hongKong('06-10 22:00')} ${hongKong('06-10 23:00')}`,
      ],
    ])
    expect(changes(closed, approved, administrator)[0]?.[0]).toBe('function-gained')
  })

  it('is an hour of service, for who is entitled to it and for nobody else', () => {
    const programme = parsed(edited(['from: 07:30, until: 19:00', 'from: 08:00, until: 19:00']))
    const from = hongKong('06-12 00:00')
    const changed = (facts: Facts) =>
      hoursChanged(approved.programme, programme, facts, from).map(({ of }) => of)
    expect(changed(user)).toEqual(['ccms.online'])
    expect(changed({ ...user, functions: [] })).toEqual([])
  })

  it('is nothing between a programme and itself', () => {
    for (const facts of [user, noEmail, uninitiated(user)])
      expect(changes(approved, approved, facts)).toEqual([])
  })
})
