import type { Instant } from '../kernel/instant.ts'
import type { Programme } from '../programme/programme.ts'
import { sayTime } from '../programme/rules/say-time.ts'
import type { Difference } from './diff.ts'
import { type Output, printAll } from './output.ts'
import { CHANGE_KINDS, type Change, type Span } from './rules/changes-between.ts'
import type { Supposed } from './rules/decisions-supposed.ts'
import { bar, howMany, people } from './rules/say-figures.ts'
import { CHANGE_TEXTS, SUPPOSED_TEXTS } from './rules/words.ts'
import { kindsOf, type Pattern, type TouchedFirm } from './touched-tally.ts'

/** One of the two programmes that are compared. */
export interface Side {
  readonly file: string
  readonly programme: Programme
  readonly supposed: Supposed
}

export interface Compared {
  readonly before: Side
  readonly after: Side
  readonly directory: string
  /** Null: over both calendars. */
  readonly at: Instant | null
}

const BAR_WIDTH = 24
const FIRMS_SHOWN = 20

/** A difference for people, in English: whom it touches first, then how and when, then by firm and by name. */
export async function printDifference(
  compared: Compared,
  difference: Difference,
  output: Output,
): Promise<void> {
  for (const line of [
    ...heading(compared, difference),
    ...patterns(compared, difference.patterns),
    ...firms(difference.firms),
  ])
    output.print(line)
  if (difference.list.length === 0) return
  output.print('')
  output.print('Who, by firm and by what happens')
  await printAll(names(difference), output)
}

function heading({ before, after, directory, at }: Compared, difference: Difference): readonly string[] {
  const side = ({ file, programme, supposed }: Side) =>
    `${file} (${programme.id}); decisions: ${SUPPOSED_TEXTS[supposed].en}`
  const { firms, touched } = difference
  return [
    `Before     ${side(before)}`,
    `After      ${side(after)}`,
    `Directory  ${directory}`,
    `When       ${at === null ? 'over both calendars' : sayTime(after.programme.clock, at).en}`,
    '',
    `Touches ${people(touched)} of ${howMany(firms.length)} ${firms.length === 1 ? 'participant' : 'participants'}, out of ${people(difference.people)}.`,
  ]
}

/** Most people first. The numbers are those in the list of names. */
function patterns(compared: Compared, all: readonly Pattern[]): readonly string[] {
  return all
    .map((pattern, number) => ({ ...pattern, number }))
    .sort((a, b) => b.people - a.people)
    .flatMap(({ changes, number, ...pattern }) => [
      '',
      `[${number + 1}] ${people(pattern.people)}`,
      ...changes.map((change) => `    ${changeLine(compared, change)}`),
    ])
}

function changeLine({ before, after, at }: Compared, { kind, of, spans }: Change): string {
  const { clock } = after.programme
  const labelled = [after, before].flatMap(({ programme }) => [...programme.doors, ...programme.functions])
  const found = labelled.find(({ id }) => id === of)
  const name = found === undefined ? of : 'label' in found ? found.label.en : found.name.en
  const when = ({ from, until }: Span) => {
    const begin = sayTime(clock, from).en
    return until === null ? `from ${begin} on` : `from ${begin} until ${sayTime(clock, until).en}`
  }
  const what = name === null ? CHANGE_TEXTS[kind].en : `${CHANGE_TEXTS[kind].en}: ${name}`
  return at === null ? `${what}, ${spans.map(when).join('; ')}` : what
}

function firms(all: readonly TouchedFirm[]): readonly string[] {
  if (all.length === 0) return []
  const others = all.length - FIRMS_SHOWN
  return [
    '',
    'Participants, most people touched first. Who acts for several is in each, and counted once above.',
    ...all.slice(0, FIRMS_SHOWN).map(firmLine),
    ...(others > 0 ? [`  and ${howMany(others)} more: --json has them all`] : []),
  ]
}

function firmLine({ firm, members, touched, kinds }: TouchedFirm): string {
  const drawn = bar(
    [
      { count: touched, ink: '█' },
      { count: members - touched, ink: '·' },
    ],
    BAR_WIDTH,
  )
  const counted = CHANGE_KINDS.filter((kind) => kinds[kind] !== undefined).map(
    (kind) => `${CHANGE_TEXTS[kind].en} ${howMany(kinds[kind] ?? 0)}`,
  )
  return `  ${(firm?.code ?? '-').padEnd(12)} ${drawn}  ${howMany(touched)} of ${howMany(members)}: ${counted.join(', ')}`
}

async function* names({ list, patterns: all }: Difference): AsyncGenerator<string> {
  let firm: string | null | undefined
  for await (const { participant, userId, pattern } of list.items()) {
    if (participant !== firm) yield `  ${participant ?? 'no participant'}`
    firm = participant
    const kinds = kindsOf(all[pattern]?.changes ?? []).map((kind) => CHANGE_TEXTS[kind].en)
    yield `    ${userId.padEnd(12)}  [${pattern + 1}] ${kinds.join(', ')}`
  }
}
