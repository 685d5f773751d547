import type { Reference } from './ids.ts'
import type { Randomness } from './randomness.ts'

/** Consonants only: no word, nothing that reads as a code, easy to say to a hotline. 20^9 is 38 bits. */
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ'
const SHAPE = /^[B-DF-HJ-NP-TV-XZ]{3}(-[B-DF-HJ-NP-TV-XZ]{3}){2}$/

export function newReference(randomness: Randomness): Reference {
  const letters = Array.from({ length: 9 }, () => LETTERS[randomness.integer(LETTERS.length)])
  return letters.join('').replace(/(...)(...)(...)/, '$1-$2-$3') as Reference
}

export function parseReference(text: string): Reference | undefined {
  return SHAPE.test(text) ? (text as Reference) : undefined
}
