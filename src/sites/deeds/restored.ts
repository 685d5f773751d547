import { systemRandomness } from '../../kernel/system.ts'
import type { Host } from '../host.ts'
import { restoreEpoch } from '../restore-epoch.ts'
import type { SiteDeed } from './deed.ts'
import { hearWitness, sayHearing } from './hear-witness.ts'
import { sayMoved } from './judge-taking-over.ts'
import { refuseOr, signedOr } from './refuse-or.ts'

/** After a backup was restored at this host, before the first node is started on it. */
export const restored: SiteDeed = async (host, asked, terminal) => {
  const { own } = host.views
  const steps =
    own.state === 'lost'
      ? []
      : [
          ...sayHearing(host, asked),
          `begin term ${own.authority.term + 1} and an epoch after ${own.authority.epoch}: logon sessions, attempts, codes and waiting mail of the backup end`,
          'take the present passcodes of all authenticator apps for used',
          'end emergency passcodes that were not used',
        ]
  return refuseOr({ host, asked, terminal }, { against: judgeRestored(host.views), steps }, async () => {
    if (own.state === 'lost') return 1
    const signed = await signedOr({ host, asked, terminal }, host.own)
    if (signed === null) return 1
    const witness = await hearWitness(host, asked, own.authority, terminal)
    if (witness === null) return 1
    const here = { url: host.own, authority: own.authority }
    const world = { randomness: systemRandomness }
    const { statement, at } = signed
    const site = host.settings.site
    return sayMoved(await restoreEpoch(here, { site, witness, statement }, world, at), terminal)
  })
}

/** A backup says that its site holds authority, as it did then: the other may have taken over since. */
export function judgeRestored({ own, other }: Host['views']): readonly string[] {
  if (own.state !== 'writable')
    return ['the server of this site takes no writes: it is not what was restored']
  if (other.state === 'lost') return []
  return [
    ...(other.state === 'writable' ? ['the other site takes writes: fence it, or rejoin this one'] : []),
    ...(other.authority.term > own.authority.term
      ? [
          `the other site knows of term ${other.authority.term}, the backup of ${own.authority.term}: rejoin this one`,
        ]
      : []),
  ]
}
