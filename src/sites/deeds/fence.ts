import type { SiteDeed } from './deed.ts'
import { refuseOr } from './refuse-or.ts'

/** First half of a planned switch over two hosts: this site ends in order, and takes no write however it is started. */
export const fence: SiteDeed = async (host, asked, terminal) => {
  const { role, position, standbys } = await host.control.look()
  const against =
    role === 'writable' && !standbys.some(({ synchronous }) => synchronous)
      ? [
          'no standby is waited for: what is acknowledged here may be nowhere else. Without hurry: rejoin it first',
        ]
      : []
  const steps = [
    `end the server of the ${host.settings.site} site in order, ${role}, at ${position ?? 'an unknown position'}`,
  ]
  return refuseOr({ host, asked, terminal }, { against, steps }, async () => {
    await host.control.fence('cleanly')
    terminal.print(
      `fenced. At the other site: sallyport site promote --after ${position ?? 'POSITION'} --statement … --apply`,
    )
    return 0
  })
}
