import type { Instant } from '../kernel/instant.ts'
import { inZone } from './in-zone.ts'
import type { Asked } from './print-simulation.ts'
import { ACTOR_TEXTS, CARD_ONLY, LACK_TEXTS, STANDING_TEXTS, SUPPOSED_TEXTS } from './rules/words.ts'
import type { Simulation } from './simulate.ts'
import { type Counted, type FirmTally, sum } from './tally.ts'
import { worstFirst } from './worst-first.ts'
import type { JsonMember } from './write-json.ts'

/** What `simulate --json` prints (design.md §5): lists in machine words, whose texts are told once. */
export function simulationJson(
  { programme, supposed, directory }: Asked,
  { at, timeline, counts, firms, lists, combinations }: Simulation,
): readonly JsonMember[] {
  const says = (instant: Instant) => inZone(programme, instant)
  return [
    ['at', says(at)],
    ['programme', programme.id],
    ['directory', directory],
    ['decisions', { supposed, text: SUPPOSED_TEXTS[supposed] }],
    ['people', { total: sum(counts), ...named(counts), combinations }],
    [
      'timeline',
      timeline.map((moment) => ({ at: says(moment.at), title: moment.title, ...named(moment.counts) })),
    ],
    ['participants', worstFirst(firms).map(firmJson)],
    ['texts', { standings: STANDING_TEXTS, cardOnly: CARD_ONLY, lacks: LACK_TEXTS, mustAct: ACTOR_TEXTS }],
    ['lockedOut', lists['locked-out'].items()],
    ['notReady', lists['not-ready'].items()],
    ['suspended', lists.suspended.items()],
    ['cardOnly', lists['card-only'].items()],
  ]
}

function named(counts: Counted) {
  return {
    getsIn: counts['gets-in'],
    notReady: counts['not-ready'],
    lockedOut: counts['locked-out'],
    waiting: counts.waiting,
    suspended: counts.suspended,
    cardOnly: counts['card-only'],
  }
}

function firmJson({ firm, counts, means }: FirmTally) {
  return {
    participant: firm?.code ?? null,
    name: firm === null ? null : { en: firm.nameEn, 'zh-Hant': firm.nameZh },
    total: sum(counts),
    ...named(counts),
    nobodyCanRepair: !means.administrators,
    clientConnect: means.clientConnect,
  }
}
