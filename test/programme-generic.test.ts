import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { DoorId, FunctionId, SiteId, SystemId, UserId } from '../src/kernel/ids.ts'
import { check } from '../src/programme/rules/check.ts'
import { decide } from '../src/programme/rules/decide.ts'
import type { Facts } from '../src/programme/rules/facts.ts'
import type { LaunchDecision } from '../src/programme/rules/in-force.ts'
import { milestones } from '../src/programme/rules/milestones.ts'
import { situation } from '../src/programme/rules/situation.ts'
import { parsed, seoch } from './support/programme-samples.ts'

/** A harbour office that shares no id, zone or calendar with CCMS: no engine could know it beforehand. */
const harbour = parsed(`
source: circular
programme: { id: harbour-2024, title: { en: Harbour ledger, zh-Hant: 港口帳冊 } }
clock: { zone: Europe/Lisbon, name: { en: Lisbon time, zh-Hant: 里斯本時間 } }
closing: { finish_within_minutes: 3 }
circular:
  reference: H/1
  date: 2024-10-01 Tue
  issuer: { en: Harbour Office, zh-Hant: 港務處 }
  parent: { en: City, zh-Hant: 市政府 }
  subject: { en: Badges, zh-Hant: 證件 }
  signatory: { name: A. Master, office: { en: Harbour Master, zh-Hant: 港務長 } }
  predecessor: { reference: H/0, date: 2024-09-02 Mon }
  prevails: { en: English prevails., zh-Hant: 以英文為準。 }
contacts: {}
briefings: []
documents: {}
email_registration:
  appeal: { en: Register., zh-Hant: 請登記。 }
  roles: [pilot]
  procedure: { en: At the desk., zh-Hant: 到櫃位。 }
  ask: { en: Ask the desk., zh-Hant: 請到櫃位。 }
connectivity: { statement: { en: Unchanged., zh-Hant: 不變。 }, existing_names: [ledger.example] }
roles: { pilot: { name: { en: Pilots, zh-Hant: 領航員 } } }
systems: { ledger: { name: { en: Ledger, zh-Hant: 帳冊 }, address: https://ledger.example } }
functions:
  berths: { name: { en: Berths, zh-Hant: 泊位 }, business_day_hours: { from: 00:00, until: 24:00 } }
doors:
  badge:
    { system: ledger, means: smartcard, label: { en: Badge, zh-Hant: 證件 }, leads_to: [berths], admits: [pilot],
      ordinarily: { sites: [primary, secondary], until: last-smartcard-day } }
  code:
    { system: ledger, means: otp, label: { en: Code, zh-Hant: 密碼 }, leads_to: [berths], admits: [pilot],
      channels: [{ accepted: [passkey] }, { from: 2024-11-20 Wed, accepted: [passkey, app] }],
      ordinarily: { sites: [secondary], from: launch } }
  start:
    { system: ledger, means: initiation, label: { en: Start, zh-Hant: 開始 }, leads_to: [], admits: [pilot],
      ordinarily: { sites: [primary] } }
events:
  drill:
    title: { en: Drill, zh-Hant: 演習 }
    purpose: { en: To try., zh-Hant: 試用。 }
    registration: { where: { en: Desk, zh-Hant: 櫃位 }, until: 2024-10-24 Thu, walk_ins: { admitted: false } }
    sessions:
      night:
        title: { en: Night drill, zh-Hant: 夜間演習 }
        site: secondary
        date: 2024-10-26 Sat
        from: 20:00
        until: 24:00
        last_entry: { at: 23:00 }
        activities:
          - { title: { en: Code, zh-Hant: 密碼 }, to: [pilot], doors: [code], steps: [{ en: Try., zh-Hant: 試用。 }] }
        functions: [{ function: berths }]
        carried_forward: false
        next_business_day: 2024-10-28 Mon
        notes: []
launch:
  title: { en: Codes, zh-Hant: 密碼 }
  date: 2024-10-28 Mon
  status: firm
  effect: { en: Codes beside badges., zh-Hant: 密碼與證件並行。 }
  conditions: []
  switch: { time: 06:00 }
  decision: { date: 2024-10-27 Sun, time: 12:00, operators: 2 }
  waves:
    outer:
      { title: { en: Outer quays, zh-Hant: 外港 }, participants: [MOLE], date: 2024-11-04 Mon, switch: { time: 09:15 } }
  parallel_run:
    last_smartcard_days: { ledger: { date: 2024-11-09 Sat } }
    exceptions: [{ participant: BUOY, system: ledger, date: 2024-11-23 Sat }]
    message: { en: Hand your badge in., zh-Hant: 請交回證件。 }
calendar: { from: 2024-10-01 Tue, to: 2024-11-30 Sat, weekend: [Sun], holidays: [] }
`)

const pilot: Facts = {
  userId: 'PILOT001' as UserId,
  participants: ['QUAY'],
  roles: ['pilot'],
  status: 'active',
  emailRegistered: true,
  initiated: true,
  channels: ['passkey'],
  lockedUntil: null,
  holdsCard: true,
  functions: ['berths'] as FunctionId[],
  registeredFor: ['drill'],
  enteredAt: null,
}

const lisbon = (at: string) => Temporal.PlainDateTime.from(at).toZonedDateTime('Europe/Lisbon').toInstant()

function met(
  door: string,
  site: SiteId,
  at: string,
  facts: Facts = pilot,
  decisions: readonly LaunchDecision[] = [],
) {
  return decide({ programme: harbour, decisions }, facts, door as DoorId, site, lisbon(at))
}

describe('the engine', () => {
  it('has no word of CCMS in it: no id and no name of the shipped files', () => {
    const files = globSync('src/programme/**/*.ts').filter((file) => !file.endsWith('.test.ts'))
    expect(files.length).toBeGreaterThan(35)
    const ids = [
      seoch.id,
      ...[seoch.systems, seoch.doors, seoch.functions, seoch.sessions, seoch.events, seoch.roles].flatMap(
        (declared) => declared.map(({ id }) => id),
      ),
    ]
    // `user` is a word of the language as well as a role of the file.
    const words = [
      ...ids.filter((id) => id !== 'user'),
      'ccms',
      'dms',
      'ccass',
      'seoch',
      'hkex',
      'hong_kong',
      'connectivity test',
    ]
    for (const file of files) {
      const code = readFileSync(file, 'utf8')
        .replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
        .toLowerCase()
      expect({ file, known: words.filter((word) => code.includes(word)) }).toEqual({ file, known: [] })
    }
  })
})

describe('a programme that has nothing in common with CCMS', () => {
  it('holds', () => {
    expect(check(harbour)).toEqual([])
  })

  it('is decided by the same rules', () => {
    expect(met('badge', 'primary', '2024-10-21T10:00')).toMatchObject({
      outcome: 'signed-in',
      functions: ['berths'],
    })
    expect(met('badge', 'secondary', '2024-10-26T21:00').reasons).toMatchObject([{ code: 'outside-window' }])
    expect(met('code', 'secondary', '2024-10-26T21:00')).toMatchObject({
      outcome: 'signed-in',
      functions: ['berths'],
      carriedForward: false,
    })
    expect(met('start', 'primary', '2024-10-02T03:00', { ...pilot, initiated: false }).outcome).toBe(
      'signed-in',
    )
    expect(met('badge', 'primary', '2024-10-28T10:00').outcome).toBe('signed-in')
  })

  it('has a last entry before the end, and who has entered stays', () => {
    expect(met('code', 'secondary', '2024-10-26T22:59:59').nextChange?.toString()).toBe(
      '2024-10-26T22:00:00Z',
    )
    expect(met('code', 'secondary', '2024-10-26T23:00').outcome).toBe('door-closed')
    const entered = { ...pilot, enteredAt: Temporal.Instant.from('2024-10-26T21:59:59Z') }
    expect(met('code', 'secondary', '2024-10-26T23:30', entered)).toMatchObject({ outcome: 'signed-in' })
    expect(met('code', 'secondary', '2024-10-27T00:02', entered)).toMatchObject({ outcome: 'signed-in' })
    expect(met('code', 'secondary', '2024-10-27T00:03', entered).outcome).toBe('door-closed')
  })

  it('enforces a registration, and the channels of a door', () => {
    const at = '2024-10-26T21:00'
    expect(met('code', 'secondary', at, { ...pilot, registeredFor: [] }).reasons).toMatchObject([
      { code: 'not-registered' },
    ])
    expect(met('code', 'secondary', at, { ...pilot, channels: ['email'] }).reasons).toMatchObject([
      { code: 'channel-refused' },
    ])
  })

  it('opens its hours to the end of the day, also on the day that has 25 of them', () => {
    // Clocks go back in the night of 26 to 27 October; Sunday is weekend, Saturday is a business day here.
    expect(met('badge', 'primary', '2024-10-26T23:59:59').nextChange?.toString()).toBe('2024-10-26T23:00:00Z')
    const sunday = met('badge', 'primary', '2024-10-27T23:30')
    expect(sunday.outcome).toBe('signed-in-function-not-available')
    expect(sunday.nextChange?.toString()).toBe('2024-10-28T00:00:00Z')
  })

  it('launches without a go, being firm', () => {
    expect(met('code', 'secondary', '2024-10-28T05:59:59').outcome).toBe('door-closed')
    expect(met('code', 'secondary', '2024-10-28T06:00').outcome).toBe('signed-in')
  })

  it('switches a wave on its own day and hour', () => {
    const mole = { ...pilot, participants: ['MOLE'] }
    expect(met('code', 'secondary', '2024-11-04T09:14:59', mole).outcome).toBe('door-closed')
    expect(met('code', 'secondary', '2024-11-04T09:15', mole).outcome).toBe('signed-in')
  })

  it('ends its parallel run, for one participant later, and by a grace later still', () => {
    const card = (at: string, facts: Facts, decisions: readonly LaunchDecision[] = []) =>
      met('badge', 'primary', at, facts, decisions).outcome
    const buoy = { ...pilot, participants: ['BUOY'] }
    expect(card('2024-11-09T23:59:59', pilot)).toBe('signed-in')
    expect(card('2024-11-10T00:00', pilot)).toBe('door-closed')
    expect(card('2024-11-23T23:59:59', buoy)).toBe('signed-in')
    expect(card('2024-11-24T00:00', buoy)).toBe('door-closed')
    const grace: LaunchDecision = {
      kind: 'grace',
      of: { participant: 'BUOY' },
      system: 'ledger' as SystemId,
      businessDays: 2,
      decidedAt: lisbon('2024-11-20T12:00'),
      ...{ maker: 'CLERK001', checker: 'CLERK002', remark: '' },
    }
    expect(card('2024-11-26T23:59:59', buoy, [grace])).toBe('signed-in') // Monday and Tuesday; Sunday is weekend
    expect(card('2024-11-27T00:00', buoy, [grace])).toBe('door-closed')
    expect(met('badge', 'primary', '2024-11-10T10:00').reasons[0]?.text.en).toContain('Hand your badge in.')
  })

  it('takes another channel from a day on', () => {
    const byApp: Facts = { ...pilot, channels: ['app'] }
    expect(met('code', 'secondary', '2024-11-19T10:00', byApp).reasons).toMatchObject([
      { code: 'channel-refused' },
    ])
    expect(met('code', 'secondary', '2024-11-19T10:00', byApp).nextChange?.toString()).toBe(
      '2024-11-20T00:00:00Z',
    )
    expect(met('code', 'secondary', '2024-11-20T00:00', byApp).outcome).toBe('signed-in')
  })

  it('speaks its own words', () => {
    expect(met('code', 'secondary', '2024-10-28T05:00').reasons[0]?.text).toEqual({
      en: 'This door is closed. It opens on Monday, 28 October 2024, 06:00 (Lisbon time).',
      'zh-Hant': '此登入途徑現已關閉，將於2024年10月28日（星期一）06:00（里斯本時間）開放。',
    })
    const night = Temporal.Instant.from('2024-10-26T20:00:00Z')
    expect(situation({ programme: harbour, decisions: [] }, 'secondary', night)?.title.en).toBe('Night drill')
    expect(milestones(harbour).map(({ title }) => title.en)).toContain('Night drill: start')
  })
})
