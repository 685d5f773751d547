import { findAuthority } from '../../db/find-authority.ts'
import { openEye } from '../../db/look-at-server.ts'
import { openInTerm } from '../../db/open-in-term.ts'
import { systemRandomness } from '../../kernel/system.ts'
import { goStandalone } from '../go-standalone.ts'
import type { SiteDeed } from './deed.ts'
import { hearWitness, sayHearing } from './hear-witness.ts'
import { refuseOr, signedOr } from './refuse-or.ts'

/** For who has lost the other site, and stays: from here on a commit waits for nobody. */
export const standalone: SiteDeed = async (host, asked, terminal) => {
  const followed = await findAuthority(host.settings.databaseUrls)
  const { authority, url } = followed
  const eye = openEye(url)
  const acknowledged = (await eye.commits().finally(() => eye.close())) === 'acknowledged'
  const against = [
    ...(authority.mode === 'standalone' ? ['it is standalone already'] : []),
    ...(authority.mode === 'paired' && acknowledged
      ? ['a commit is acknowledged: the standby is there, and nothing needs to be given up']
      : []),
  ]
  const steps = [
    ...sayHearing(host, asked),
    `give up waiting for the standby in term ${authority.term}, until it has everything again`,
  ]
  return refuseOr({ host, asked, terminal }, { against, steps }, async () => {
    const signed = await signedOr({ host, asked, terminal }, url)
    if (signed === null) return 1
    const witness = await hearWitness(host, asked, authority, terminal)
    if (witness === null) return 1
    const ground = { statement: signed.statement, witness }
    const database = openInTerm(followed, { poolSize: 1, applicationName: 'sallyport site' })
    const world = { epoch: authority.epoch, randomness: systemRandomness }
    const outcome = await goStandalone(database, world, authority, ground, signed.at).finally(() =>
      database.close(),
    )
    if (outcome.ok) terminal.print(`standalone; recorded as ${outcome.value}`)
    else terminal.complain('somebody was quicker: look at sallyport site status')
    return outcome.ok ? 0 : 1
  })
}
