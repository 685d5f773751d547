import { findAuthority } from '../../db/find-authority.ts'
import { systemRandomness } from '../../kernel/system.ts'
import { restoreEpoch } from '../restore-epoch.ts'
import type { SiteDeed } from './deed.ts'
import { sayMoved } from './judge-taking-over.ts'
import { refuseOr, signedOr } from './refuse-or.ts'

/** After a backup was restored, before the first node is started on it. */
export const restored: SiteDeed = async (host, asked, terminal) => {
  const followed = await findAuthority(host.settings.databaseUrls)
  const { term, epoch } = followed.authority
  const steps = [
    `begin term ${term + 1} and an epoch after ${epoch}: logon sessions, attempts, codes and waiting mail of the backup end`,
    'take the present passcodes of all authenticator apps for used',
    'end emergency passcodes that were not used',
  ]
  return refuseOr({ host, asked, terminal }, { against: [], steps }, async () => {
    const signed = await signedOr({ host, asked, terminal }, followed.url)
    if (signed === null) return 1
    const world = { randomness: systemRandomness }
    const { statement, at } = signed
    return sayMoved(await restoreEpoch(followed, host.settings.site, world, statement, at), terminal)
  })
}
