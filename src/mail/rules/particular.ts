const LONGEST = 200

/**
 * The one point where text from elsewhere enters a letter or its subject. It comes out as one line without control or
 * formatting characters (no header or line of its own, no reversed text), at most 200 characters, and without a run
 * of six digits or more: a phone number written `29797222` is written `2979 7222`, so that the code stays the only
 * such run (design.md §5).
 */
export function particular(text: string): string {
  const line = text.replace(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
  const short = Array.from(line).slice(0, LONGEST).join('')
  return short.replace(/\d{6,}/g, (digits) => digits.replace(/\d{4}(?=\d)/g, '$& '))
}
