import { type FirmTally, sum } from './tally.ts'

/** The firms that the programme concerns, by people locked out, then not ready, then card-only, then by code. */
export function worstFirst(firms: readonly FirmTally[]): readonly FirmTally[] {
  return firms
    .filter(({ counts }) => sum(counts) > 0)
    .sort(
      (a, b) =>
        b.counts['locked-out'] - a.counts['locked-out'] ||
        b.counts['not-ready'] - a.counts['not-ready'] ||
        b.counts['card-only'] - a.counts['card-only'] ||
        (a.firm?.code ?? '').localeCompare(b.firm?.code ?? ''),
    )
}
