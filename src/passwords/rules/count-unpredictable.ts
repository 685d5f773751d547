import { repeatedPart } from './repeated-part.ts'

/** Sequences that people walk along, forwards and backwards. */
const LINES = [
  '01234567890-=',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop[]',
  "asdfghjkl;'",
  'zxcvbnm,./',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/',
  'qazwsxedcrfvtgbyhnujmikolp',
]

/**
 * Counts the code points that do not follow from those before them: `aaaa` and `1234` are worth two, `abcabcabc` no
 * more than `abc`. A run needs three characters, since two neighbours of a keyboard meet in every other word.
 * Quadratic; callers bound the length.
 */
export function countUnpredictable(text: string): number {
  const characters = [...repeatedPart(text.toLowerCase())]
  let count = 0
  let before: readonly string[] = []
  for (const [index, character] of characters.entries()) {
    const steps = index === 0 ? [] : stepsBetween(characters[index - 1] as string, character)
    if (!steps.some((step) => before.includes(step))) count += 1
    before = steps
  }
  return count
}

/** The ways in which `b` follows `a`: the same again, or the next on some line in some direction. */
function stepsBetween(a: string, b: string): readonly string[] {
  if (a === b) return ['same']
  return LINES.flatMap((line) => [
    ...(line.includes(a + b) ? [`along ${line}`] : []),
    ...(line.includes(b + a) ? [`back ${line}`] : []),
  ])
}
