import type { SiteDeed } from './deed.ts'
import { refuseOr } from './refuse-or.ts'

/** This site, which held authority or was lost, becomes the standby of the other. */
export const rejoin: SiteDeed = async (host, asked, terminal) => {
  const { own, other } = host.views
  const { site, otherSiteUrl } = host.settings
  const against = [
    ...(other.state === 'writable' ? [] : ['the other site takes no writes: there is nothing to follow']),
    ...(own.state === 'writable' && other.state === 'writable' && own.authority.term >= other.authority.term
      ? ['this site takes writes in as high a term as the other: one has to be promoted as such first']
      : []),
  ]
  const steps = [
    `make the ${site} site the standby of the other; log of its own that the other never had is given up with its data`,
  ]
  return refuseOr({ host, asked, terminal }, { against, steps }, async () => {
    await host.control.follow(otherSiteUrl)
    terminal.print('it streams. The sites are paired again by themselves once it has everything.')
    return 0
  })
}
