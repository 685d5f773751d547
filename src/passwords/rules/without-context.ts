import { respell } from './blocklist.ts'
import { preparePassword } from './prepare-password.ts'

/** Shorter words ("of", "the") are no context. */
const SHORTEST_WORD = 3

/**
 * The password in lower case without the words that anybody would expect in it, look-alike spellings included. Names
 * are split into their words; a password without any of them comes back whole.
 */
export function withoutContext(prepared: string, names: readonly string[]): string {
  let left = prepared.toLowerCase()
  for (const word of wordsOf(names)) {
    for (let at = respell(left).indexOf(word); at >= 0; at = respell(left).indexOf(word)) {
      left = left.slice(0, at) + left.slice(at + word.length)
    }
  }
  return left
}

/** Longest first: `clearing` goes before `clear`. */
function wordsOf(names: readonly string[]): readonly string[] {
  return names
    .flatMap((name) => preparePassword(name).split(/[^\p{L}\p{N}]+/u))
    .filter((word) => [...word].length >= SHORTEST_WORD)
    .map(respell)
    .sort((a, b) => b.length - a.length)
}
