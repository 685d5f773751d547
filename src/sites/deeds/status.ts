import type { ServerView } from '../../db/authority.ts'
import { systemRandomness } from '../../kernel/system.ts'
import { lookAtWitness } from '../../witness/ask-witness.ts'
import type { Host } from '../host.ts'
import { otherSite } from '../rules/other-site.ts'
import type { SiteDeed } from './deed.ts'
import { takenOver } from './judge-taking-over.ts'

/** Exit 1 where it is not as on an ordinary day: one writable, its standby in step, paired. */
export const status: SiteDeed = async (host, { json }, { print }) => {
  const { site } = host.settings
  const cluster = await host.control.look()
  const views = { [site]: host.views.own, [otherSite(site)]: host.views.other }
  const witness = await sayWitness(host)
  const ordinary = isOrdinary([host.views.own, host.views.other]) && witness.answers
  if (json) print(JSON.stringify({ site, cluster, views, witness: witness.says, ordinary }))
  else {
    for (const [name, view] of Object.entries(views)) print(`${name.padEnd(11)}${sayView(view)}`)
    print(`here       timeline ${cluster.timeline ?? 'unknown'}, position ${cluster.position ?? 'unknown'}`)
    for (const { name, synchronous, behindBytes, behindSeconds } of cluster.standbys)
      print(
        `standby    ${name}, ${synchronous ? 'waited for' : 'not waited for'}, ${behindBytes} bytes and ${behindSeconds.toFixed(1)} s behind`,
      )
    print(`witness    ${witness.says}`)
  }
  return ordinary ? 0 : 1
}

/** Asked without taking its word. */
async function sayWitness(host: Host) {
  const { witness, site } = host.settings
  if (witness === null) return { answers: true, says: 'none' }
  const { spell, mode } = takenOver(host)
  const given = await lookAtWitness(witness, { site, spell, mode }, systemRandomness)
  return given.ok
    ? { answers: true, says: `answers; its word of this spell, ${spell}, is with ${given.value}` }
    : { answers: false, says: `not heard: ${given.refusal.away}` }
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
