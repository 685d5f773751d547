import type { Bilingual } from '../programme/block.ts'
import type { Programme } from '../programme/programme.ts'
import { sayTimeInZone } from '../programme/rules/say-time.ts'
import type { Contacts } from './directory.ts'
import { type Output, printAll } from './output.ts'
import { printWhoActs } from './print-who-acts.ts'
import type { Supposed } from './rules/decisions-supposed.ts'
import { bar, howMany, people } from './rules/say-figures.ts'
import type { StandingName } from './rules/standing-at.ts'
import {
  ACTOR_TEXTS,
  CARD_ONLY,
  LACK_TEXTS,
  NOBODY_CAN_REPAIR,
  STANDING_TEXTS,
  SUPPOSED_TEXTS,
} from './rules/words.ts'
import type { Simulation } from './simulate.ts'
import type { Spool } from './spool.ts'
import { type FirmTally, LISTED, type Listed, type Named, sum } from './tally.ts'
import { worstFirst } from './worst-first.ts'

/** What was asked. */
export interface Asked {
  readonly file: string
  readonly programme: Programme
  readonly supposed: Supposed
  /** Which directory was read. */
  readonly directory: string
  readonly contacts: () => Promise<Contacts>
}

type Column = StandingName | 'card-only'

/** Who is card-only is one of those who get in. */
const COLUMNS: readonly Column[] = ['gets-in', 'card-only', 'not-ready', 'locked-out', 'waiting', 'suspended']
const NAMES: Readonly<Record<Column, Bilingual>> = { ...STANDING_TEXTS, 'card-only': CARD_ONLY }
const INKS: readonly (readonly [StandingName, string])[] = [
  ['locked-out', '█'],
  ['not-ready', '▒'],
  ['gets-in', '·'],
  ['waiting', '·'],
  ['suspended', ' '],
]
const FIRMS_SHOWN = 20
const BAR_WIDTH = 24

/** A simulation for people, in English: the picture first, then the names. */
export async function printSimulation(asked: Asked, simulation: Simulation, output: Output): Promise<void> {
  for (const line of [
    ...heading(asked, simulation),
    ...calendar(asked.programme, simulation),
    ...firms(simulation.firms),
  ])
    output.print(line)
  for (const list of LISTED) await printList(list, simulation, output)
  await printWhoActs(simulation.firms, asked.contacts, output)
}

function heading({ file, programme, supposed, directory }: Asked, simulation: Simulation): readonly string[] {
  const { at, counts, timeline, combinations } = simulation
  const title = timeline.find((moment) => moment.at.equals(at))?.title
  const outcome = COLUMNS.filter((name) => counts[name] > 0)
  return [
    line('Programme', `${file} (${programme.id})`),
    line('Directory', directory),
    line('Decisions', SUPPOSED_TEXTS[supposed].en),
    line('At', `${sayTimeInZone(programme.clock, at).en}${title ? `: ${title.en}` : ''}`),
    line('People', `${howMany(sum(counts))}, in ${howMany(combinations)} combinations of facts`),
    ...(outcome.length > 0 ? [''] : []),
    ...outcome.map(
      (name) =>
        `${howMany(counts[name]).padStart(11)}  ${name === 'card-only' ? OF_THESE : ''}${NAMES[name].en}`,
    ),
  ]
}

const OF_THESE = 'of these '

function calendar({ clock }: Programme, { at, timeline }: Simulation): readonly string[] {
  const width = Math.max(10, ...timeline.map(({ counts }) => howMany(sum(counts)).length))
  const cells = (words: readonly string[]) => words.map((word) => word.padStart(width + 1)).join('')
  const rows = timeline.map((moment) => {
    const local = moment.at.toZonedDateTimeISO(clock.zone)
    const when = `${local.toPlainDate()} ${local.toPlainTime().toString({ smallestUnit: 'minute' })}`
    const figures = cells(COLUMNS.map((name) => howMany(moment.counts[name])))
    return `${moment.at.equals(at) ? '>' : ' '} ${when}${figures}  ${moment.title?.en ?? ''}`.trimEnd()
  })
  const names = cells(COLUMNS.map((name) => NAMES[name].en))
  return [
    '',
    `The calendar (${clock.name.en}, > is the instant asked for)`,
    `${' '.repeat(18)}${names}`,
    ...rows,
  ]
}

function firms(all: readonly FirmTally[]): readonly string[] {
  const troubled = worstFirst(all).filter(
    ({ counts }) => counts['locked-out'] + counts['not-ready'] + counts['card-only'] > 0,
  )
  if (troubled.length === 0) return []
  const shown = troubled.slice(0, FIRMS_SHOWN)
  const others = troubled.length - shown.length
  return [
    '',
    'Firms, most people locked out first (█ locked out, ▒ not ready, · gets in). Who acts for several is in each.',
    ...shown.flatMap(firmLines),
    ...(others > 0 ? [`  and ${howMany(others)} more: --json has them all`] : []),
  ]
}

function firmLines({ firm, counts, means }: FirmTally): readonly string[] {
  const parts = INKS.map(([name, ink]) => ({ count: counts[name], ink }))
  const drawn = bar(parts, BAR_WIDTH).padEnd(BAR_WIDTH)
  const cardOnly = counts['card-only'] === 0 ? '' : `, ${howMany(counts['card-only'])} card-only`
  const figures = `${howMany(counts['locked-out'])} locked out, ${howMany(counts['not-ready'])} not ready${cardOnly}`
  const helpless = counts['locked-out'] > 0 && !means.administrators
  return [
    `  ${(firm?.code ?? '-').padEnd(12)} ${drawn}  ${figures} of ${howMany(sum(counts))}  ${firm?.nameEn ?? ''}`.trimEnd(),
    ...(helpless
      ? [`  ${' '.repeat(12)} ${NOBODY_CAN_REPAIR.en}${means.clientConnect ? '' : WITHOUT_CC}.`]
      : []),
  ]
}

const WITHOUT_CC = ', and the directory knows no Client Connect user of it'

async function printList(list: Listed, { lists, counts }: Simulation, output: Output): Promise<void> {
  const spool = lists[list]
  if (spool.length === 0) return
  const again = spool.length - counts[list]
  const inSeveral =
    again === 0 ? '' : `; who acts for several is in each, a line more for each: ${howMany(again)}`
  output.print('')
  output.print(`${capital(NAMES[list].en)}: ${people(counts[list])}, by firm${inSeveral}`)
  await printAll(grouped(spool), output)
}

async function* grouped(spool: Spool<Named>): AsyncGenerator<string> {
  let firm: string | null | undefined
  for await (const { participant, userId, lacks, mustAct } of spool.items()) {
    if (participant !== firm) yield `  ${participant ?? 'no participant'}`
    firm = participant
    const lacking = lacks.map((code) => LACK_TEXTS[code].en).join(', ')
    const acting = mustAct.map((actor) => ACTOR_TEXTS[actor].en).join('; then ')
    yield `    ${userId.padEnd(12)}  ${lacking}  →  ${acting}`
  }
}

function line(name: string, value: string): string {
  return `${name.padEnd(11)}${value}`
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
