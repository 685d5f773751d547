import { hasReached } from '../rules/has-reached.ts'
import { takeOver } from '../take-over.ts'
import type { SiteDeed } from './deed.ts'
import { hearWitness, sayHearing } from './hear-witness.ts'
import { judgeTakingOver, sayMoved, takenOver, taking } from './judge-taking-over.ts'
import { refuseOr, signedOr } from './refuse-or.ts'

/** This site takes over from one that is lost or fenced. */
export const promote: SiteDeed = async (host, asked, terminal) => {
  const { own, other } = host.views
  const { position } = await host.control.look()
  const against = [
    ...judgeTakingOver(host),
    ...(other.state === 'writable' && host.other === null
      ? ['the other site takes writes: fence it there first, or use sallyport site switch']
      : []),
    ...(asked.after !== undefined && !hasReached(position, asked.after)
      ? [`this site has replayed up to ${position ?? 'nothing'}, not yet up to ${asked.after}`]
      : []),
  ]
  const steps = [
    ...sayHearing(host, asked),
    ...(host.other === null ? [] : [`end the server of the ${host.other.site} site at once`]),
    `promote the ${host.settings.site} site, which has replayed up to ${position ?? 'an unknown position'}`,
    `begin term ${own.state === 'lost' ? '?' : own.authority.term + 1}, standalone until the other site is its standby`,
  ]
  return refuseOr({ host, asked, terminal }, { against, steps }, async () => {
    const signed = await signedOr({ host, asked, terminal }, host.own)
    if (signed === null) return 1
    const witness = await hearWitness(host, asked, takenOver(host), terminal)
    if (witness === null) return 1
    const deed = { ...taking(host, signed, witness, terminal), from: host.other }
    return sayMoved(await takeOver(deed), terminal)
  })
}
