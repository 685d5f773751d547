import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCardSources } from '../../test/support/card-sources.ts'
import { seoch } from '../../test/support/programme-samples.ts'
import { MORNING, sampleOffice, trustIn } from '../../test/support/sample-cards.ts'
import { makeCertificates } from '../demo/certificates.ts'
import type { Instant } from '../kernel/instant.ts'
import { systemRandomness } from '../kernel/system.ts'
import { revocationAhead } from './cards-ahead.ts'
import { cardAuthoritiesAhead, certificatesAhead } from './certificates-ahead.ts'
import { certificatesIn } from './examine-tls.ts'
import type { Finding } from './finding.ts'
import { daysAhead } from './rules/days-ahead.ts'
import { dayAhead, freeIn } from './sites-ahead.ts'

const day = (text: string) => Temporal.PlainDate.from(text)
const hongKong = (text: string) => Temporal.Instant.from(`2023-${text}+08:00`)

function ahead(date = '2023-06-10', rollbackDays = 10) {
  const days = daysAhead(seoch, day(date), rollbackDays)
  if (!days.ok) throw new Error(days.refusal)
  return days.value
}

const states = (found: readonly Finding[]) => found.map(({ state }) => state)

describe('how far one looks ahead', () => {
  it('is to the end of the time in which the launch may be rolled back, in whole business days', () => {
    expect(ahead().cardsUntil).toEqual(hongKong('06-27T00:00'))
    expect(ahead('2023-06-10', 1).cardsUntil).toEqual(hongKong('06-13T00:00'))
    expect(ahead('2023-06-10').sessions.map(({ id }) => id)).toEqual(['session-1', 'session-2'])
  })

  it('is never less than the day itself, and to no day that the calendar does not know', () => {
    expect(ahead('2023-07-14').cardsUntil).toEqual(hongKong('07-15T00:00'))
    expect(daysAhead(seoch, day('2033-06-10'), 10).ok).toBe(false)
  })
})

describe('the day', () => {
  const said = (date: string, now: Instant) => dayAhead({ clock: { now: () => now } }, ahead(date))
  it('is said with what the programme has for it', () => {
    const found = said('2023-06-10', hongKong('06-09T09:00'))
    expect(states(found)).toEqual(['ok', 'ok'])
    expect(found[1]?.says).toContain('Session 2), from Saturday, 10 June 2023, 22:00')
  })

  it('is doubted where it is past, or has nothing', () => {
    expect(states(said('2023-06-09', hongKong('06-09T09:00')))).toEqual(['warn'])
    expect(states(said('2023-06-10', hongKong('06-11T09:00')))).toEqual(['warn', 'ok', 'ok'])
  })
})

describe('certificates', () => {
  const made = (now: Instant) =>
    makeCertificates({ now, randomness: systemRandomness, hostnames: ['www.example.com'] })
  const config = (tls: string, smtpCa?: string, proxy?: string) => ({
    config: { tls: { key: '', cert: tls }, smtpCa, proxies: proxy && { certificates: [proxy] } } as never,
  })

  it('hold throughout, or fail: those of the site, of each proxy and of the mail server', async () => {
    const [good, old] = [
      await made(hongKong('06-01T09:00')),
      await made(hongKong('06-01T09:00').subtract({ hours: 24 * 365 * 12 })),
    ]
    const all = config(good.certPem, good.caPem, good.certPem)
    expect(new Set(states(certificatesAhead(all, ahead())))).toEqual(new Set(['ok']))
    for (const bad of [
      config(old.certPem, good.caPem, good.certPem),
      config(good.certPem, old.certPem, good.certPem),
      config(good.certPem, good.caPem, old.certPem),
    ])
      expect(states(certificatesAhead(bad, ahead())).filter((state) => state === 'fail')).toEqual(['fail'])
  })

  it('fail where they begin only after the day', async () => {
    const { certPem } = await made(hongKong('06-01T09:00'))
    const [begins] = certificatesIn(certPem).map(({ validFromDate }) => validFromDate.toTemporalInstant())
    const days = ahead()
    const early = { ...days, begins: (begins ?? days.begins).subtract({ hours: 1 }) }
    expect(certificatesAhead(config(certPem), early)[0]).toMatchObject({
      state: 'fail',
      says: expect.stringContaining('not valid before'),
    })
  })
})

describe('of smartcards', () => {
  let sources: Awaited<ReturnType<typeof openCardSources>>
  let office: Awaited<ReturnType<typeof sampleOffice>>
  beforeAll(async () => {
    sources = await openCardSources()
    office = await sampleOffice()
  })
  afterAll(() => sources.stop())

  const site = (more: object = {}, until?: Instant) => {
    const trust = trustIn(office)
    const anchors = trust.anchors.map((anchor) => ({ ...anchor, until }))
    const settings = {
      trust: { ...trust, anchors },
      lists: [],
      responders: [],
      whenUnreachable: 'refuse',
      ...more,
    }
    return { config: { cards: { settings } }, clock: { now: () => MORNING } } as never
  }

  it('each authority holds while cards may be needed, or fails: also where its overlap is to end before', () => {
    expect(new Set(states(cardAuthoritiesAhead(site(), ahead())))).toEqual(new Set(['ok']))
    const [anchor] = cardAuthoritiesAhead(site({}, hongKong('06-20T00:00')), ahead())
    expect(anchor).toMatchObject({ state: 'fail', says: expect.stringContaining('and needed until') })
  })

  it('each list is fetched now; one that is away, stale or of nobody fails', async () => {
    const authorities = [office.root, ...office.issuing]
    const lists: string[] = []
    for (const [n, authority] of authorities.entries()) {
      sources.serve(`/${n}.crl`, await office.list(authority, MORNING))
      lists.push(`${sources.url}/${n}.crl`)
    }
    const found = (urls: readonly string[]) => revocationAhead(site({ lists: urls }), ahead('2023-06-30'))
    expect(new Set(states(await found(lists)))).toEqual(new Set(['ok']))

    sources.serve('/stale.crl', await office.list(office.root, MORNING.subtract({ hours: 24 * 60 })))
    expect(states(await found([`${sources.url}/stale.crl`, ...lists.slice(1)]))).toContain('fail')
    expect(states(await found([`${sources.url}/nowhere.crl`, ...lists.slice(1)]))).toContain('fail')
    expect((await found(lists.slice(1))).at(-1)?.says).toContain('nobody says which of its cards are revoked')
  })

  it('a list that ends on that very day is to be asked about', async () => {
    const list = await office.list(office.root, MORNING)
    sources.serve('/root.crl', list)
    const found = await revocationAhead(site({ lists: [`${sources.url}/root.crl`] }), ahead('2023-06-12'))
    const later = await revocationAhead(site({ lists: [`${sources.url}/root.crl`] }), ahead('2023-06-13'))
    expect([found[0]?.state, later[0]?.state].sort()).toEqual(['ok', 'warn'])
  })

  it('a responder that is away fails', async () => {
    const [authority] = trustIn(office).intermediates
    const asked = async (url: string) =>
      (await revocationAhead(site({ responders: [{ authority, url, nonce: 'required' }] }), ahead()))[0]
    expect((await asked(`${sources.url}/ocsp`))?.state).toBe('ok')
    expect((await asked('http://127.0.0.1:1/ocsp'))?.state).toBe('fail')
  })
})

describe('the disk', () => {
  it('fails where there is less room than is wanted, or no such folder', async () => {
    const free = (path: string, needs: number) => freeIn({ what: 'branches', path, needs })
    expect((await free(tmpdir(), 1)).state).toBe('ok')
    expect(await free(tmpdir(), 2 ** 70)).toMatchObject({
      state: 'fail',
      says: expect.stringContaining('wanted'),
    })
    expect((await free('/nowhere', 1)).state).toBe('fail')
  })
})
