import type { Difference } from './diff.ts'
import { inZone } from './in-zone.ts'
import type { Compared, Side } from './print-difference.ts'
import type { Change } from './rules/changes-between.ts'
import { CHANGE_TEXTS, SUPPOSED_TEXTS } from './rules/words.ts'
import { kindsOf, type Pattern, type TouchedFirm } from './touched-tally.ts'
import type { JsonMember } from './write-json.ts'

/** What `diff --json` prints: each person names one of `patterns` by its place, from 0. */
export function differenceJson(compared: Compared, difference: Difference): readonly JsonMember[] {
  const { before, after, directory, at } = compared
  const { programme } = after
  const { people, touched, firms, patterns, list } = difference
  return [
    ['before', sideJson(before)],
    ['after', sideJson(after)],
    ['directory', directory],
    ['at', at === null ? null : inZone(programme, at)],
    ['touched', { people: touched, participants: firms.length, of: people }],
    ['kinds', byKind(patterns)],
    [
      'patterns',
      patterns.map(({ changes, people: count }) => ({ people: count, changes: changes.map(changeJson) })),
    ],
    ['participants', firms.map(firmJson)],
    ['texts', { kinds: CHANGE_TEXTS }],
    ['people', list.items()],
  ]

  function changeJson({ kind, of, spans }: Change) {
    const says = spans.map(({ from, until }) => ({
      from: inZone(programme, from),
      until: until === null ? null : inZone(programme, until),
    }))
    return { kind, of, spans: at === null ? says : null }
  }
}

function sideJson({ file, programme, supposed }: Side) {
  return { file, programme: programme.id, decisions: { supposed, text: SUPPOSED_TEXTS[supposed] } }
}

/** People by kind of change, each once. */
function byKind(patterns: readonly Pattern[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { changes, people } of patterns)
    for (const kind of kindsOf(changes)) counts[kind] = (counts[kind] ?? 0) + people
  return counts
}

function firmJson({ firm, members, touched, kinds }: TouchedFirm) {
  return {
    participant: firm?.code ?? null,
    name: firm === null ? null : { en: firm.nameEn, 'zh-Hant': firm.nameZh },
    members,
    touched,
    kinds,
  }
}
