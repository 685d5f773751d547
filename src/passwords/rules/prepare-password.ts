/**
 * NFKC, which SP 800-63B-4 section 3.1.1.2 asks for before hashing: a Chinese input method's full-width `Ａ１` and a
 * composed or decomposed `é` are one password on every keyboard. Nothing else is changed.
 */
export function preparePassword(typed: string): string {
  return typed.normalize('NFKC')
}

/** Code points, each counted as one character (SP 800-63B-4 section 3.1.1.2, rule 4). */
export function lengthOf(prepared: string): number {
  return [...prepared].length
}
