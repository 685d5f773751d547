import type { ServerView } from '../../db/authority.ts'
import { otherSite } from '../rules/other-site.ts'
import type { SiteDeed } from './deed.ts'

/** Exit 1 where it is not as on an ordinary day: one writable, its standby in step, paired. */
export const status: SiteDeed = async (host, { json }, { print }) => {
  const { site } = host.settings
  const cluster = await host.control.look()
  const views = { [site]: host.views.own, [otherSite(site)]: host.views.other }
  const ordinary = isOrdinary([host.views.own, host.views.other])
  if (json) print(JSON.stringify({ site, cluster, views, ordinary }))
  else {
    for (const [name, view] of Object.entries(views)) print(`${name.padEnd(11)}${sayView(view)}`)
    print(`here       timeline ${cluster.timeline ?? 'unknown'}, position ${cluster.position ?? 'unknown'}`)
    for (const { name, synchronous, behindBytes } of cluster.standbys)
      print(
        `standby    ${name}, ${synchronous ? 'waited for' : 'not waited for'}, ${behindBytes} bytes behind`,
      )
  }
  return ordinary ? 0 : 1
}

function sayView(view: ServerView): string {
  if (view.state === 'lost') return `lost: ${view.reason}`
  const { term, site, mode, epoch } = view.authority
  return `${view.state}; term ${term}, authority at the ${site} site, ${mode}, epoch ${epoch}`
}

function isOrdinary(views: readonly ServerView[]): boolean {
  const states = views.map(({ state }) => state).sort()
  return (
    states.join() === 'standby,writable' &&
    views.every((view) => view.state !== 'lost' && view.authority.mode === 'paired')
  )
}
