import { done, type Result, refused } from '../../../kernel/result.ts'

const LONGEST = 256
/** RFC 4648 section 6: a last group of 1, 3 or 6 characters encodes no whole byte. */
const NO_WHOLE_BYTES = [1, 3, 6]

/**
 * A base32 key as a person types it: lower case, blanks, hyphens and padding are as good as without. The refusal is a
 * sentence for that person.
 */
export function readKey(typed: string): Result<string, string> {
  const key = typed.toUpperCase().replace(/[\s-]/g, '').replace(/=+$/, '')
  if (key === '') return refused('Enter the key shown beside the QR code')
  if (key.length > LONGEST) return refused('The key is too long')
  if (!/^[A-Z2-7]+$/.test(key))
    return refused('The key may hold the letters A to Z and the digits 2 to 7 only')
  if (NO_WHOLE_BYTES.includes(key.length % 8))
    return refused('The key is not complete: a character is missing or too many')
  return done(key)
}
