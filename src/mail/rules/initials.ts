const MOST = 4

/** `Chan Mei Tai` → `C.M.T.`; four at most. Letters only, so nothing else of a name gets into a mail. */
export function initials(displayName: string): string {
  const words = displayName.match(/\p{L}[\p{L}\p{M}]*/gu) ?? []
  return words
    .slice(0, MOST)
    .map((word) => `${(word.match(/^\p{L}/u) ?? [''])[0].toUpperCase()}.`)
    .join('')
}
