import { describe, expect, it } from 'vitest'
import { check } from '../src/programme/rules/check.ts'
import { hongKong, seoch, seochSource } from './support/programme-samples.ts'

const SYSTEMS = Object.fromEntries(seoch.systems.map(({ id, address }) => [id, address]))

describe('the shipped programme file', () => {
  it('holds', () => {
    expect(check(seoch).filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('names the circular, its predecessor and who signed it', () => {
    const { reference, date, issuer, predecessor, signatory, source } = seoch.circular
    expect([reference, date.toString(), source]).toEqual(['CD/OEC/SEOCH/138/2023', '2023-05-24', 'circular'])
    expect([predecessor.reference, predecessor.date.toString()]).toEqual([
      'CD/OEC/SEOCH/093/2023',
      '2023-04-03',
    ])
    expect(issuer).toMatchObject({
      en: 'The SEHK Options Clearing House Limited',
      'zh-Hant': '香港聯合交易所期權結算所有限公司',
    })
    expect([signatory.name, signatory.office.en]).toEqual([
      'Hector Lau',
      'Head of Clearing & Depository Operations Division',
    ])
  })

  it('says that the English text prevails, in both languages', () => {
    expect(seoch.circular.prevails.en).toMatch(
      /^This circular has been issued .* the meaning of the English words shall prevail\.$/,
    )
    expect(seoch.circular.prevails['zh-Hant']).toMatch(/概以英文本為準。$/)
  })

  it('gives the hotline and the mail address as the circular does, and its hours as assumed', () => {
    expect(seoch.contacts).toMatchObject([
      {
        name: { en: 'DCASS Hotline' },
        telephone: '2979 7222',
        email: 'clearingpsd@hkex.com.hk',
        source: 'circular',
        hours: { source: 'assumed' },
      },
    ])
  })

  it('lists briefings, documents and the appeal to register emails', () => {
    expect(seoch.briefings).toMatchObject([{ month: '2023-04', source: 'circular' }])
    expect(seoch.documents.map(({ id, access, from }) => [id, access, from.toString()])).toEqual([
      ['information-package', 'public', '2023-05-24'],
      ['user-guide', 'client-connect', '2023-06-02'],
    ])
    expect(seoch.emailRegistration).toMatchObject({ source: 'circular' })
    expect(seoch.emailRegistration.appeal.en).toContain('should take action immediately')
  })

  it('takes registrations up to the last second of 2 June, and admits walk-ins by assumption', () => {
    const { until, closesAt, walkIns } = seoch.events[0]?.registration ?? {}
    expect([until?.toString(), closesAt, walkIns]).toEqual([
      '2023-06-02',
      hongKong('06-03 00:00'),
      { source: 'assumed', admitted: true },
    ])
  })

  it('keeps the existing connectivity', () => {
    expect(SYSTEMS).toEqual({ ccms: 'https://www.ccass.com', dms: 'https://www.ccass.com/dms' })
    expect(seoch.connectivity.existingNames).toEqual(['www.ccass.com', 'www.ccass.com/dms'])
  })

  it('has both test sessions, with their sites, doors, roles and what is carried forward', () => {
    const told = seoch.sessions.map((session) => ({
      site: session.site,
      forward: session.carriedForward,
      next: session.nextBusinessDay.toString(),
      functions: session.functions.map((open) => open.function),
      rows: session.activities.map(({ to, doors, credentialsAsOf }) => [
        to[0],
        doors.join(' '),
        credentialsAsOf?.toString(),
      ]),
    }))
    const rest = { next: '2023-06-12', functions: ['dms.security'] }
    expect(told).toEqual([
      {
        ...rest,
        site: 'primary',
        forward: true,
        rows: [
          ['user', 'ccms.card', '2023-06-09'],
          ['da-maker', 'dms.card', '2023-06-09'],
          ['user', 'ccms.initiation ccms.otp.online ccms.otp.overnight', undefined],
          ['da-maker', 'dms.initiation dms.otp', undefined],
        ],
      },
      {
        ...rest,
        site: 'secondary',
        forward: false,
        rows: [
          ['user', 'ccms.card', '2023-06-09'],
          ['da-maker', 'dms.card', '2023-06-09'],
          ['user', 'ccms.otp.online ccms.otp.overnight', undefined],
          ['da-maker', 'dms.otp', undefined],
        ],
      },
    ])
  })

  it('quotes in its steps the very labels that the doors have', () => {
    const quoted = seoch.sessions
      .flatMap(({ activities }) => activities)
      .flatMap(({ steps }) => steps)
      .flatMap((step) => [...step.en.matchAll(/<([^>]+)>/g), ...step['zh-Hant'].matchAll(/<([^>]+)>/g)])
      .map(([, label]) => label)
    const labels = seoch.doors
      .filter(({ means }) => means !== 'initiation')
      .flatMap(({ label }) => [label.en, label['zh-Hant']])
    expect(new Set(quoted)).toEqual(new Set(labels))
    expect(labels).toContain('Login with Smartcard - Online Functions and Overnight Report Download')
    expect(labels).toContain('Login with OTP - Overnight Report Download')
    expect(labels).toContain('Login with OTP - Security Management Functions')
  })

  it('has a tentative launch on 12 June, on one condition, and marks what is assumed about it', () => {
    const { date, status, conditions, switchesAt, decision, effect } = seoch.launch
    expect([date.toString(), status, conditions.map(({ en }) => en)]).toEqual([
      '2023-06-12',
      'tentative',
      ['Regulatory approval'],
    ])
    expect(effect.en).toBe('2FA will replace the existing smartcard for the terminal access to CCMS.')
    expect(switchesAt).toEqual(hongKong('06-12 00:00'))
    expect(decision).toEqual({
      ...decision,
      source: 'assumed',
      operators: 2,
      decideBy: hongKong('06-11 18:00'),
    })
  })

  it("writes the year that the circular's attachment got wrong", () => {
    expect(seochSource).toContain('2023-06-10 Sat # Attachment 1 heads its table "10 June 2022 (Saturday)"')
  })
})
