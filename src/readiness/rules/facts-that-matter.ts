import type { Facts } from '../../programme/rules/facts.ts'
import type { InForce } from '../../programme/rules/in-force.ts'

/** Every word a programme and its decisions say: ids, codes, User IDs among them. */
export type Words = ReadonlySet<string>

export function wordsOf(...inForce: readonly InForce[]): Words {
  const words = new Set<string>()
  for (const { programme, decisions } of inForce) {
    collect({ ...programme, places: null }, words)
    collect(decisions, words)
  }
  return words
}

/**
 * A person reduced to what a decision could turn on. A role, function, event, participant or User ID that no file and no
 * decision names is like any other: leaving it out makes a million people a few hundred combinations.
 */
export function factsThatMatter(facts: Facts, words: Words): Facts {
  const named = <T extends string>(all: readonly T[]) => all.filter((word) => words.has(word)).sort()
  return {
    userId: words.has(facts.userId) ? facts.userId : ('' as Facts['userId']),
    participants: named(facts.participants),
    roles: named(facts.roles),
    status: facts.status,
    emailRegistered: facts.emailRegistered,
    initiated: facts.initiated,
    channels: [...facts.channels].sort(),
    lockedUntil: facts.lockedUntil,
    holdsCard: facts.holdsCard,
    functions: named(facts.functions),
    registeredFor: named(facts.registeredFor),
    enteredAt: null,
  }
}

function collect(value: unknown, words: Set<string>): void {
  if (typeof value === 'string') words.add(value)
  else if (value instanceof Map) for (const pair of value) collect(pair, words)
  else if (Array.isArray(value) || value instanceof Set) for (const each of value) collect(each, words)
  else if (typeof value === 'object' && value !== null)
    for (const [name, each] of Object.entries(value)) {
      words.add(name)
      collect(each, words)
    }
}
