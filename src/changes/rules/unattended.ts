import { type Instant, isAtOrBefore, isBefore, laterOf } from '../../kernel/instant.ts'

/** From `from` to before `until`. */
export interface Span {
  readonly from: Instant
  readonly until: Instant
}

/**
 * When fewer than `wanted` of these people are there, from `at` on, as far as absences are known: nobody decides then.
 * None where there are fewer anyway: that is a lack of people, not an absence.
 */
export function unattended<Person extends string>(
  people: ReadonlySet<Person>,
  absences: readonly (Span & { readonly account: Person })[],
  { at, wanted }: { readonly at: Instant; readonly wanted: number },
): readonly Span[] {
  if (people.size < wanted) return []
  const theirs = absences.filter(({ account, until }) => people.has(account) && isBefore(at, until))
  const turns = theirs.flatMap(({ from, until }) => [laterOf(from, at), until]).sort(Temporal.Instant.compare)
  const spans: Span[] = []
  for (const [index, from] of turns.entries()) {
    const until = turns[index + 1]
    if (until === undefined || !isBefore(from, until)) continue
    const away = new Set(
      theirs
        .filter((one) => isAtOrBefore(one.from, from) && isAtOrBefore(until, one.until))
        .map(({ account }) => account),
    )
    if (people.size - away.size >= wanted) continue
    const last = spans.at(-1)
    if (last?.until.equals(from)) spans[spans.length - 1] = { from: last.from, until }
    else spans.push({ from, until })
  }
  return spans
}
