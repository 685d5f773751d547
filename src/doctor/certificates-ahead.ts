import type { Instant } from '../kernel/instant.ts'
import { certificatesIn } from './examine-tls.ts'
import { type Finding, fail, ok } from './finding.ts'
import type { LookedAt } from './look-at.ts'
import type { DaysAhead } from './rules/days-ahead.ts'

interface Held {
  readonly of: string
  readonly from: Instant
  readonly until: Instant
}

/** What a browser, a proxy and the mail server are believed by: through the day, and as long as people may have to come back. */
export function certificatesAhead(
  { config }: Pick<LookedAt, 'config'>,
  ahead: DaysAhead,
): readonly Finding[] {
  const { tls, proxies, smtpCa = '' } = config
  return [
    ...throughout(inPem(tls.cert), ahead, 'Renew it, and restart the nodes one after the other.'),
    ...(proxies?.certificates ?? []).flatMap((pem) =>
      throughout(inPem(pem), ahead, 'Make another for that proxy, and tell every node of both.'),
    ),
    ...throughout(
      inPem(smtpCa),
      ahead,
      'Get the mail server’s new authority into SALLYPORT_SMTP_CA_FILE beside it.',
    ),
  ]
}

/** Of the cards: anchors and intermediates, while a smartcard door may be open or opened again. */
export function cardAuthoritiesAhead(
  { config }: Pick<LookedAt, 'config'>,
  ahead: DaysAhead,
): readonly Finding[] {
  if (config.cards === undefined) return [ok('this site asks nobody for a smartcard')]
  const { anchors, intermediates } = config.cards.settings.trust
  const held = [
    ...anchors.map(({ certificate, until }) => ({ ...certificate, notAfter: until ?? certificate.notAfter })),
    ...intermediates,
  ].map(({ subject, notBefore, notAfter }) => ({ of: subject.text, from: notBefore, until: notAfter }))
  return throughout(
    held,
    ahead,
    'Put its successor beside it into the trust file: cards of both are then believed.',
  )
}

function inPem(pem: string): readonly Held[] {
  return certificatesIn(pem).map(({ subject, validFromDate, validToDate }) => ({
    of: subject.replaceAll('\n', ', '),
    from: validFromDate.toTemporalInstant(),
    until: validToDate.toTemporalInstant(),
  }))
}

function throughout(
  held: readonly Held[],
  { begins, cardsUntil }: DaysAhead,
  todo: string,
): readonly Finding[] {
  return held.map(({ of, from, until }) => {
    if (Temporal.Instant.compare(from, begins) > 0) return fail(`${of}: not valid before ${from}`, todo)
    return Temporal.Instant.compare(until, cardsUntil) < 0
      ? fail(`${of}: valid until ${until}, and needed until ${cardsUntil}`, todo)
      : ok(`${of}: valid until ${until}`)
  })
}
