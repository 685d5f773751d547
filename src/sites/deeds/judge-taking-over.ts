import { type Authority, FIRST } from '../../db/authority.ts'
import type { Reference } from '../../kernel/ids.ts'
import type { Result } from '../../kernel/result.ts'
import { systemRandomness } from '../../kernel/system.ts'
import type { Terminal } from '../../kernel/terminal.ts'
import type { Host, Signed } from '../host.ts'
import type { WitnessHeard } from '../record-statement.ts'
import type { TakingOver } from '../take-over.ts'

/** What stands against this site's taking over, whatever state the other is in. */
export function judgeTakingOver({ settings: { site }, views: { own } }: Host): readonly string[] {
  if (own.state === 'lost') return [`the server of the ${site} site does not answer: ${own.reason}`]
  return own.state === 'writable' && own.authority.site === site
    ? [`the ${site} site holds authority already, in term ${own.authority.term}`]
    : []
}

/** Where the other site still holds it, its word: this one's copy may be a moment behind. */
export function takenOver({ views: { own, other } }: Host): Authority {
  if (other.state === 'writable') return other.authority
  return own.state === 'lost' ? FIRST : own.authority
}

/** What a deed of take-over.ts is told, but for the site it takes over from. */
export function taking(
  host: Host,
  { statement, at }: Signed,
  witness: WitnessHeard,
  { print }: Terminal,
): Omit<TakingOver, 'from'> {
  const there = { url: host.own, authority: takenOver(host) }
  return {
    ...{ to: host.control, there, statement, witness, at },
    ...{ world: { randomness: systemRandomness }, say: print },
  }
}

export function sayMoved(moved: Result<Reference, string>, { print, complain }: Terminal): 0 | 1 {
  if (moved.ok)
    print(`done; recorded as ${moved.value}. Nodes that know both databases follow within a second.`)
  else complain(`authority was not moved: ${moved.refusal}`)
  return moved.ok ? 0 : 1
}
