import type { SystemId } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import type { Bilingual, Source } from '../block.ts'
import type { MinuteOfDay, Programme } from '../programme.ts'
import { instantOf, isBusinessDay, MIDNIGHT } from './calendar.ts'

export interface Milestone {
  readonly id: string
  readonly at: Instant
  readonly title: Bilingual
  readonly source: Source
}

/** The instants a programme turns on, in order. A jump to one of them shows what has just changed. */
export function milestones(programme: Programme): readonly Milestone[] {
  return [
    announcement(programme),
    ...registrationDeadlines(programme),
    ...sessionEdges(programme),
    ...launchEdges(programme),
    ...firstServices(programme),
    ...waveSwitches(programme),
    ...lastSmartcardDays(programme),
    ...channelSteps(programme),
  ].sort((a, b) => Temporal.Instant.compare(a.at, b.at))
}

function announcement({ circular, clock }: Programme): Milestone {
  return {
    id: 'announcement',
    at: instantOf(clock.zone, circular.date, MIDNIGHT),
    title: { en: `Circular ${circular.reference}`, 'zh-Hant': `通告 ${circular.reference}` },
    source: circular.source,
  }
}

function registrationDeadlines({ events, sessions }: Programme): readonly Milestone[] {
  return events
    .filter((event) => sessions.some((session) => session.event === event))
    .map((event) => ({
      id: `${event.id}/registration-closes`,
      at: event.registration.closesAt,
      title: {
        en: `Registration closes: ${event.title.en}`,
        'zh-Hant': `登記截止：${event.title['zh-Hant']}`,
      },
      source: event.registration.source,
    }))
}

function sessionEdges({ sessions }: Programme): readonly Milestone[] {
  return sessions.flatMap(({ id, title, opensAt, closesAt, source }) => [
    {
      id: `${id}/opens`,
      at: opensAt,
      title: { en: `${title.en}: start`, 'zh-Hant': `${title['zh-Hant']}：開始` },
      source,
    },
    {
      id: `${id}/closes`,
      at: closesAt,
      title: { en: `${title.en}: end`, 'zh-Hant': `${title['zh-Hant']}：結束` },
      source,
    },
  ])
}

function launchEdges({ launch }: Programme): readonly Milestone[] {
  return [
    {
      id: 'launch/decision',
      at: launch.decision.decideBy,
      title: { en: 'Launch: decision due', 'zh-Hant': '正式推出：決定限期' },
      source: launch.decision.source,
    },
    {
      id: 'launch/switch',
      at: launch.switchesAt,
      title: { en: `Launch: ${launch.title.en}`, 'zh-Hant': `推出：${launch.title['zh-Hant']}` },
      source: launch.switch.source,
    },
  ]
}

/** One milestone for each time at which services first open on the day of the launch. */
function firstServices({ calendar, clock, functions, launch }: Programme): readonly Milestone[] {
  if (!isBusinessDay(calendar, launch.date)) return []
  const openings = new Set(functions.map((of) => of.businessDayHours.from))
  return [...openings].map((from) => {
    const opening = functions.filter((of) => of.businessDayHours.from === from)
    return {
      id: `launch/service-${hourAndMinute(from)}`,
      at: instantOf(clock.zone, launch.date, from),
      title: {
        en: `Launch day: ${opening.map((of) => of.name.en).join(', ')}`,
        'zh-Hant': `推出當日：${opening.map((of) => of.name['zh-Hant']).join('、')}`,
      },
      source: opening.every((of) => of.businessDayHours.source === 'circular') ? 'circular' : 'assumed',
    } as const
  })
}

function waveSwitches({ launch }: Programme): readonly Milestone[] {
  return launch.waves.map(({ id, switchesAt, title, ...wave }) => ({
    id: `launch/wave-${id}`,
    at: switchesAt,
    title: { en: `Wave: ${title.en}`, 'zh-Hant': `分批推出：${title['zh-Hant']}` },
    source: wave.switch.source,
  }))
}

/** One milestone for each instant at which smartcards end somewhere; an exception names its participant. */
function lastSmartcardDays({ launch: { parallelRun }, systems }: Programme): readonly Milestone[] {
  if (parallelRun === null) return []
  const nameOf = (id: SystemId) => systems.find((system) => system.id === id)?.name
  return [...parallelRun.lastSmartcardDays, ...parallelRun.exceptions].map((day) => {
    const name = nameOf(day.system)
    const of = 'participant' in day ? ` (${day.participant})` : ''
    return {
      id: `launch/last-smartcard-day/${day.system}${of}`,
      at: day.closesAt,
      title: {
        en: `Last smartcard day over: ${name?.en ?? day.system}${of}`,
        'zh-Hant': `智能卡使用限期屆滿：${name?.['zh-Hant'] ?? day.system}${of}`,
      },
      source: day.source,
    }
  })
}

function channelSteps({ doors, roles }: Programme): readonly Milestone[] {
  const named = [
    ...doors.map(({ id, label, channels }) => ({ id, name: label, channels })),
    ...roles.map(({ id, name, channels }) => ({ id, name, channels })),
  ]
  return named.flatMap(({ id, name, channels }) =>
    channels.flatMap(({ beginsAt, source }) => {
      if (beginsAt === null) return []
      const title = { en: `OTP channels: ${name.en}`, 'zh-Hant': `一次性密碼途徑：${name['zh-Hant']}` }
      return [{ id: `channels/${id}/${beginsAt.toString()}`, at: beginsAt, title, source }]
    }),
  )
}

/** `07:30`. */
function hourAndMinute(minute: MinuteOfDay): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':')
}
