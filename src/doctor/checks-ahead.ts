import type { SiteServers } from '../sites/servers/site-servers.ts'
import { cardsAhead, revocationAhead } from './cards-ahead.ts'
import { cardAuthoritiesAhead, certificatesAhead } from './certificates-ahead.ts'
import type { Check } from './finding.ts'
import type { DaysAhead } from './rules/days-ahead.ts'
import { bothSites, dayAhead, diskAhead, ordersAhead } from './sites-ahead.ts'

/** What is asked besides, for a day to come: what holds now and may not then, and what only that day needs. */
export function checksAhead(ahead: DaysAhead, servers: SiteServers | undefined): readonly Check[] {
  return [
    { name: 'that day', serving: false, look: (site) => dayAhead(site, ahead) },
    { name: 'certificates', serving: false, look: (site) => certificatesAhead(site, ahead) },
    { name: 'card authorities', serving: false, look: (site) => cardAuthoritiesAhead(site, ahead) },
    { name: 'revocation', serving: false, look: (site) => revocationAhead(site, ahead) },
    { name: 'smartcards', serving: false, asksDatabase: true, look: (site) => cardsAhead(site, ahead) },
    { name: 'both sites', serving: false, look: bothSites },
    { name: 'orders', serving: false, asksDatabase: true, look: (site) => ordersAhead(site, ahead) },
    { name: 'disk', serving: false, asksDatabase: true, look: (site) => diskAhead(site, ahead, servers) },
  ]
}
