import { setTimeout as pause } from 'node:timers/promises'
import type { AuditWorld } from '../audit/record-event.ts'
import type { Authority } from '../db/authority.ts'
import { type Followed, viewServer } from '../db/find-authority.ts'
import { openInTerm } from '../db/open-in-term.ts'
import type { Reference } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { type Result, refused } from '../kernel/result.ts'
import { moveAuthority } from './move-authority.ts'
import type { WitnessHeard } from './record-statement.ts'
import { hasReached } from './rules/has-reached.ts'
import { otherSite } from './rules/other-site.ts'
import type { SignedStatement } from './sign-statement.ts'
import type { SiteControl } from './site-control.ts'

type NotMoved = 'moved-meanwhile' | 'holds-it-already'

/** How authority comes to another site. Each deed may be repeated from the beginning, after a kill at any point. */
export interface TakingOver {
  /** The site that takes over. */
  readonly to: SiteControl
  /** Its database as the owner, and the authority it takes over, in the spell it was decided in. */
  readonly there: Followed
  /** The site that held it, where its servers are within reach of this host. */
  readonly from: SiteControl | null
  readonly statement: SignedStatement
  readonly witness: WitnessHeard
  readonly world: Pick<AuditWorld, 'randomness'>
  readonly at: Instant
  /** Told of each step as it begins. */
  readonly say: (step: string) => void
}

/**
 * After a disaster. What was acknowledged while the sites were paired is all there; what the lost site acknowledged standalone is
 * not, and stays with it.
 */
export async function takeOver(taking: TakingOver): Promise<Result<Reference, NotMoved>> {
  const { from, say, there, to } = taking
  // What can be refused is refused before anything is ended.
  if (there.authority.site === to.site) return refused('holds-it-already')
  await requireSpell(there)
  if (from !== null) {
    say(`ending the server of the ${from.site} site at once, so that it takes no write, started again or not`)
    await from.fence('at once')
  }
  return promoteAndMove(taking, 'disaster')
}

/** Planned: the site that holds authority ends in order, the other replays all of it, and the first becomes its standby. */
export async function switchOver(
  taking: TakingOver & { readonly from: SiteControl },
): Promise<Result<Reference, NotMoved>> {
  const { from, to, there, say } = taking
  const { role, position } = await from.look()
  if (role === 'writable' && position !== null) {
    say(`ending the server of the ${from.site} site in order, at ${position}`)
    await from.fence('cleanly')
    say(`waiting until the ${to.site} site has replayed that`)
    await untilReplayed(to, position)
  }
  const moved = await promoteAndMove(taking, 'switch')
  say(`making the ${from.site} site the standby of the ${to.site} site`)
  await from.follow(there.url)
  return moved
}

/** It waits for its standby from its first moment: until the new term has begun, it acknowledges nothing. */
async function promoteAndMove(
  { to, there, statement, witness, world, at, say }: TakingOver,
  how: 'disaster' | 'switch',
): Promise<Result<Reference, NotMoved>> {
  if (there.authority.site === to.site) return refused('holds-it-already')
  await untilOfSpell(there)
  say(`promoting the ${to.site} site`)
  await to.requireStandby(otherSite(to.site))
  await to.promote()
  const known: Authority = there.authority
  say(`beginning term ${known.term + 1}: the ${to.site} site holds authority`)
  const database = openInTerm(there, { poolSize: 1, applicationName: 'sallyport site' })
  const move = {
    ...{ known, statement },
    to: { site: to.site, mode: 'standalone', epoch: known.epoch },
    because: { kind: 'site.authority-moved', facts: { how, witness } },
  } as const
  return moveAuthority(database, world, move, at).finally(() => database.close())
}

/** Milliseconds. What was acknowledged is there already; what is left is to be read from the log. */
const PATIENCE = { replay: 10_000, poll: 20 }

/**
 * A standby has replayed up to the spell it was decided in, and no further: promoted in another one, in which the lost site
 * went on alone, it would take itself for that site. One that was promoted already is left to the term.
 */
async function untilOfSpell(there: Followed): Promise<void> {
  for (let waited = 0; waited < PATIENCE.replay; waited += PATIENCE.poll) {
    if (await isOfSpell(there)) return
    await pause(PATIENCE.poll)
  }
  throw new Error(CHANGED)
}

async function requireSpell(there: Followed): Promise<void> {
  if (!(await isOfSpell(there))) throw new Error(CHANGED)
}

async function isOfSpell({ url, authority: { spell } }: Followed): Promise<boolean> {
  const view = await viewServer(url)
  return view.state === 'writable' || (view.state === 'standby' && view.authority.spell === spell)
}

const CHANGED = 'the authority has changed since this was decided: look at sallyport site status'

async function untilReplayed(standby: SiteControl, position: string): Promise<void> {
  for (let waited = 0; waited < PATIENCE.replay; waited += PATIENCE.poll) {
    const state = await standby.look()
    if (state.role === 'writable' || hasReached(state.position, position)) return
    await pause(PATIENCE.poll)
  }
  throw new Error(`the ${standby.site} site has not replayed up to ${position} within ten seconds`)
}
