import { preparePassword } from './prepare-password.ts'

/** Passwords nobody may choose. Compared whole, as SP 800-63B-4 section 3.1.1.2 says. */
export interface Blocklist {
  includes(prepared: string): boolean
}

export interface BlocklistSource {
  /** Passwords as they stand: any list, of any size. */
  readonly whole: Iterable<string>
  /** Words people make a password of by adding something … */
  readonly words: Iterable<string>
  /** … and what they add, in front or behind. */
  readonly additions: Iterable<string>
}

/**
 * Includes what stands in `whole`, and what is altogether made of at most three parts, of which one or two are `words`
 * and the others `additions`: `Summer2023`, `my password 123`, `adminwelcome`. Three words are a passphrase.
 */
export function blocklistOf({ whole, words, additions }: BlocklistSource): Blocklist {
  const known = new Set(allKeysOf(whole))
  const worn = new Set(allKeysOf(words))
  const added = new Set(allKeysOf(additions))
  const isMadeUp = (key: string, partsLeft: number, wordsLeft: number, hasWord: boolean): boolean => {
    if (key === '') return hasWord
    if (partsLeft === 0) return false
    for (let end = 1; end <= key.length; end++) {
      const part = key.slice(0, end)
      const rest = key.slice(end)
      if (wordsLeft > 0 && worn.has(part) && isMadeUp(rest, partsLeft - 1, wordsLeft - 1, true)) return true
      if (added.has(part) && isMadeUp(rest, partsLeft - 1, wordsLeft, hasWord)) return true
    }
    return false
  }
  return {
    includes: (prepared) => keysOf(prepared).some((key) => known.has(key) || isMadeUp(key, 3, 2, false)),
  }
}

const LETTERS: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  i: 'l',
  '3': 'e',
  '4': 'a',
  '@': 'a',
  '5': 's',
  $: 's',
  '7': 't',
}

/** Lower case, look-alikes as one letter: `P@ssw0rd` is `password`. Keeps every character's position. */
export function respell(text: string): string {
  return text.toLowerCase().replace(/[01i34@5$7]/g, (character) => LETTERS[character] ?? character)
}

/**
 * Trivial variants share a key: case, look-alikes, blanks and punctuation do not tell passwords apart. Two keys, since
 * `@` and `$` are letters in `p@$$word` and punctuation in `Kowloon@2023`.
 */
function keysOf(prepared: string): readonly [string, string] {
  return [lettersAndDigits(respell(prepared)), respell(lettersAndDigits(prepared))]
}

function lettersAndDigits(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, '')
}

function allKeysOf(passwords: Iterable<string>): readonly string[] {
  return [...passwords].flatMap((password) => keysOf(preparePassword(password)))
}
