import { FIRST } from '../../db/authority.ts'
import type { Reference } from '../../kernel/ids.ts'
import type { Result } from '../../kernel/result.ts'
import { systemRandomness } from '../../kernel/system.ts'
import type { Terminal } from '../../kernel/terminal.ts'
import type { Host, Signed } from '../host.ts'
import type { TakingOver } from '../take-over.ts'

/** What stands against this site's taking over, whatever state the other is in. */
export function judgeTakingOver({ settings: { site }, views: { own } }: Host): readonly string[] {
  if (own.state === 'lost') return [`the server of the ${site} site does not answer: ${own.reason}`]
  return own.state === 'writable' && own.authority.site === site
    ? [`the ${site} site holds authority already, in term ${own.authority.term}`]
    : []
}

/** What a deed of take-over.ts is told, but for the site it takes over from. */
export function taking(
  { control, own, views }: Host,
  { statement, at }: Signed,
  { print }: Terminal,
): Omit<TakingOver, 'from'> {
  const authority = views.own.state === 'lost' ? FIRST : views.own.authority
  return {
    ...{ to: control, there: { url: own, authority }, statement, at },
    ...{ world: { randomness: systemRandomness }, say: print },
  }
}

export function sayMoved(moved: Result<Reference, string>, { print, complain }: Terminal): 0 | 1 {
  if (moved.ok)
    print(`done; recorded as ${moved.value}. Nodes that know both databases follow within a second.`)
  else complain(`authority was not moved: ${moved.refusal}`)
  return moved.ok ? 0 : 1
}
