import type { Firm, Member } from './people.ts'
import type { Change, ChangeKind } from './rules/changes-between.ts'

/** One person in one firm whom the other programme touches; `pattern` is the place in `patterns`. */
export interface Touched {
  readonly participant: string | null
  readonly userId: string
  readonly pattern: number
}

export interface TouchedFirm {
  readonly firm: Firm | null
  readonly members: number
  readonly touched: number
  readonly kinds: Partial<Record<ChangeKind, number>>
}

/** What happens to a person, and to how many: a million people share a few of these. */
export interface Pattern {
  readonly changes: readonly Change[]
  readonly people: number
}

export interface TouchedPeople {
  /** People, each once. */
  readonly people: number
  readonly touched: number
  /** Firms with somebody touched, most first. */
  readonly firms: readonly TouchedFirm[]
  readonly patterns: readonly Pattern[]
}

interface FirmInHand extends TouchedFirm {
  members: number
  touched: number
}

interface PatternInHand extends Pattern {
  readonly number: number
  people: number
}

export interface TouchedTally {
  /** Members come firm by firm. Who is alike has the very same `changes`. */
  take(member: Member, changes: readonly Change[]): void
  result(): TouchedPeople
}

export function makeTouchedTally(
  programmeRoles: readonly string[],
  name: (touched: Touched) => void,
): TouchedTally {
  const firms: FirmInHand[] = []
  const patterns: PatternInHand[] = []
  const patternOf = numbered(patterns)
  let people = 0
  let touched = 0
  return {
    take: (member, changes) => {
      if (!member.roles.some((role) => programmeRoles.includes(role))) return
      const firm = firmOf(firms, member)
      firm.members += 1
      if (member.counts) people += 1
      if (changes.length === 0) return
      const pattern = patternOf(changes)
      firm.touched += 1
      for (const kind of kindsOf(changes)) firm.kinds[kind] = (firm.kinds[kind] ?? 0) + 1
      name({ participant: firm.firm?.code ?? null, userId: member.userId, pattern: pattern.number })
      if (!member.counts) return
      touched += 1
      pattern.people += 1
    },
    result: () => ({
      people,
      touched,
      firms: firms.filter((firm) => firm.touched > 0).sort((a, b) => b.touched - a.touched),
      patterns,
    }),
  }
}

export function kindsOf(changes: readonly Change[]): readonly ChangeKind[] {
  return [...new Set(changes.map(({ kind }) => kind))]
}

function firmOf(firms: FirmInHand[], { firm }: Member): FirmInHand {
  const last = firms.at(-1)
  if (last !== undefined && last.firm?.code === firm?.code) return last
  const next = { firm, members: 0, touched: 0, kinds: {} }
  firms.push(next)
  return next
}

/** The same changes have one number. Who is alike has the very same array, which spares writing it out each time. */
function numbered(patterns: PatternInHand[]): (changes: readonly Change[]) => PatternInHand {
  const byArray = new WeakMap<readonly Change[], PatternInHand>()
  const byText = new Map<string, PatternInHand>()
  return (changes) => {
    const seen = byArray.get(changes)
    if (seen !== undefined) return seen
    const text = JSON.stringify(changes)
    const pattern = byText.get(text) ?? { changes, people: 0, number: patterns.length }
    if (pattern.number === patterns.length) patterns.push(pattern)
    byText.set(text, pattern)
    byArray.set(changes, pattern)
    return pattern
  }
}
