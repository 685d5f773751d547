/** A user group that somebody shall be in; `row` is the id of what says so, if he is not in it yet. */
export interface WantedGroup {
  readonly group: string
  readonly row: string
}

interface NamedGroup {
  readonly id: string
  readonly name: string
}

export interface GroupsBetween {
  readonly left: readonly NamedGroup[]
  readonly joined: readonly (NamedGroup & { readonly row: string })[]
  /** The names, as people read them; null where he is in none. */
  readonly before: string | null
  readonly after: string | null
}

/** What brings somebody from the groups he is in to those wanted; undefined where one of these is no group of the firm. */
export function groupsBetween(
  before: readonly NamedGroup[],
  wanted: readonly WantedGroup[],
  known: readonly NamedGroup[],
): GroupsBetween | undefined {
  const rows = new Map(wanted.map(({ group, row }) => [group, row]))
  const after = known.filter(({ id }) => rows.has(id))
  if (after.length < rows.size) return undefined
  const isIn = (all: readonly NamedGroup[], id: string) => all.some((one) => one.id === id)
  return {
    left: before.filter(({ id }) => !isIn(after, id)),
    joined: after
      .filter(({ id }) => !isIn(before, id))
      .map((group) => ({ ...group, row: rows.get(group.id) ?? '' })),
    before: namesOf(before),
    after: namesOf(after),
  }
}

function namesOf(groups: readonly NamedGroup[]): string | null {
  return groups.length === 0 ? null : groups.map(({ name }) => name).join(', ')
}
