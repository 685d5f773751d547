import type { Instant } from '../../kernel/instant.ts'
import type { Bilingual } from '../../programme/block.ts'
import type { Programme } from '../../programme/programme.ts'
import { instantOf } from '../../programme/rules/calendar.ts'
import { doorChanges } from '../../programme/rules/door-changes.ts'
import type { InForce } from '../../programme/rules/in-force.ts'
import { milestones } from '../../programme/rules/milestones.ts'

/** An instant worth looking at; `title` is null where nothing in the file names it. */
export interface Moment {
  readonly at: Instant
  readonly title: Bilingual | null
}

/** Every milestone of the calendar, every other change of a door, and the instants asked for; in order, each once. */
export function timeline(inForce: InForce, asked: readonly Instant[] = []): readonly Moment[] {
  const { programme } = inForce
  const unnamed = [...doorChanges(inForce, beginningOf(programme)), ...asked]
  return inOrder([...milestones(programme), ...unnamed.map((at) => ({ at, title: null }))])
}

/** Both calendars' moments, and the beginning of the earlier one: what two programmes are compared at. */
export function bothTimelines(before: InForce, after: InForce): readonly Moment[] {
  const beginnings = [before, after].map(({ programme }) => beginningOf(programme))
  return inOrder([...timeline(before, beginnings), ...timeline(after)])
}

function beginningOf({ calendar, clock }: Programme): Instant {
  return instantOf(clock.zone, calendar.from, 0 as Parameters<typeof instantOf>[2])
}

/** Several milestones may share an instant: their titles are joined. */
function inOrder(moments: readonly Moment[]): readonly Moment[] {
  const merged = new Map<string, Moment>()
  for (const { at, title } of moments) {
    const key = at.toString()
    merged.set(key, { at, title: joined(merged.get(key)?.title ?? null, title) })
  }
  return [...merged.values()].sort((a, b) => Temporal.Instant.compare(a.at, b.at))
}

function joined(one: Bilingual | null, other: Bilingual | null): Bilingual | null {
  if (one === null || other === null || one.en === other.en) return one ?? other
  return { en: `${one.en}; ${other.en}`, 'zh-Hant': `${one['zh-Hant']}；${other['zh-Hant']}` }
}
