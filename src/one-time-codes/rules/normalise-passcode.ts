import type { Branded } from '../../kernel/ids.ts'
import { done, type Result, refused } from '../../kernel/result.ts'

/** ASCII digits, as many as were asked for. */
export type Passcode = Branded<string, 'Passcode'>

/** Longer input is no passcode with blanks in it; bounds the cost of what follows. */
const LONGEST_INPUT = 64

/**
 * Reads what was typed as passcode: full-width digits become ASCII (NFKC), blanks and hyphens are dropped, since people
 * copy `123 456` and `1234-5678`. Whatever else there is makes it `malformed`, so that one passcode has no second
 * spelling that a counter or a replay check would miss (attack 21).
 */
export function normalisePasscode(typed: string, digits: number): Result<Passcode, 'malformed'> {
  if (typed.length > LONGEST_INPUT) return refused('malformed')
  const passcode = typed.normalize('NFKC').replace(/[\s\u2010-]/g, '')
  return /^[0-9]+$/.test(passcode) && passcode.length === digits
    ? done(passcode as Passcode)
    : refused('malformed')
}
