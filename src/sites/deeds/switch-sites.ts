import { switchOver } from '../take-over.ts'
import type { SiteDeed } from './deed.ts'
import { hearWitness, sayHearing } from './hear-witness.ts'
import { judgeTakingOver, sayMoved, takenOver, taking } from './judge-taking-over.ts'
import { refuseOr, signedOr } from './refuse-or.ts'

/** Planned, where both sites' folders lie on this host: by the settings of the site that takes over. */
export const switchSites: SiteDeed = async (host, asked, terminal) => {
  const { other: from, control, settings, views } = host
  if (from === null) throw new Error('a switch without the other site is refused before it begins')
  const unpaired = views.other.state === 'writable' && views.other.authority.mode === 'standalone'
  const against = [
    ...judgeTakingOver(host),
    ...(unpaired ? ['the sites are not paired: what is acknowledged may be on one alone'] : []),
  ]
  const steps = [
    ...sayHearing(host, asked),
    `end the server of the ${from.site} site in order`,
    `promote the ${control.site} site once it has replayed all of it, in a new term`,
    `make the ${from.site} site the standby of the ${settings.site} site`,
  ]
  return refuseOr({ host, asked, terminal }, { against, steps }, async () => {
    const signed = await signedOr({ host, asked, terminal }, host.own)
    if (signed === null) return 1
    const witness = await hearWitness(host, asked, takenOver(host), terminal)
    if (witness === null) return 1
    return sayMoved(await switchOver({ ...taking(host, signed, witness, terminal), from }), terminal)
  })
}
