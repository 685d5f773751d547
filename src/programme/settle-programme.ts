import type { Instant } from '../kernel/instant.ts'
import type { Places } from './block.ts'
import type { Launch } from './launch-plan.ts'
import type { ChannelStep, Programme, ProgrammeEvent, TestSession } from './programme.ts'
import type { ProgrammeFile } from './programme-schema.ts'
import { endOf, instantOf, MIDNIGHT } from './rules/calendar.ts'

/** Turns the dates and times of a file into instants, in the programme's zone. */
export function settleProgramme(read: ProgrammeFile, places: Places): Programme {
  const { programme, calendar, events, doors, roles, ...rest } = read
  const { zone } = read.clock
  const settled = events.map((event) => settleEvent(zone, event))
  const sessions = settled.flatMap((one) => one.sessions)
  const launch = settleLaunch(zone, read.launch)
  const stepped = {
    doors: doors.map((door) => ({ ...door, channels: door.channels.map((step) => settleStep(zone, step)) })),
    roles: roles.map((role) => ({ ...role, channels: role.channels.map((step) => settleStep(zone, step)) })),
  }
  return {
    ...rest,
    ...programme,
    ...stepped,
    calendar: {
      ...calendar,
      holidays: new Map(calendar.holidays.map(({ date, name }) => [date.toString(), name])),
    },
    events: settled.map(({ event }) => event),
    sessions: sessions.sort((a, b) => Temporal.Instant.compare(a.opensAt, b.opensAt)),
    launch,
    turns: inOrder([
      ...sessions.flatMap(({ opensAt, lastEntryAt, closesAt }) => [opensAt, lastEntryAt, closesAt]),
      ...[launch, ...launch.waves].map(({ switchesAt }) => switchesAt),
      ...lastDaysOf(launch).map(({ closesAt }) => closesAt),
      ...[...stepped.doors, ...stepped.roles].flatMap(({ channels }) =>
        channels.map((step) => step.beginsAt),
      ),
    ]),
    places,
  }
}

function settleEvent(
  zone: string,
  { sessions, registration, ...rest }: ProgrammeFile['events'][number],
): { readonly event: ProgrammeEvent; readonly sessions: readonly TestSession[] } {
  const event = {
    ...rest,
    registration: { ...registration, closesAt: endOf(zone, registration.until) },
  }
  return {
    event,
    sessions: sessions.map(({ from, until, ...session }) => ({
      ...session,
      event,
      opensAt: instantOf(zone, session.date, from),
      lastEntryAt: instantOf(zone, session.date, session.lastEntry.at),
      closesAt: instantOf(zone, session.date, until),
    })),
  }
}

function settleLaunch(zone: string, launch: ProgrammeFile['launch']): Launch {
  const { decision, parallelRun, waves } = launch
  return {
    ...launch,
    switchesAt: instantOf(zone, launch.date, launch.switch.time),
    decision: { ...decision, decideBy: instantOf(zone, decision.date, decision.time) },
    parallelRun: parallelRun && {
      ...parallelRun,
      lastSmartcardDays: parallelRun.lastSmartcardDays.map(({ id, ...day }) => ({
        ...day,
        system: id,
        closesAt: endOf(zone, day.date),
      })),
      exceptions: parallelRun.exceptions.map((day) => ({ ...day, closesAt: endOf(zone, day.date) })),
    },
    waves: waves.map((wave) => ({ ...wave, switchesAt: instantOf(zone, wave.date, wave.switch.time) })),
  }
}

function settleStep(zone: string, step: Omit<ChannelStep, 'beginsAt'>): ChannelStep {
  return { ...step, beginsAt: step.from && instantOf(zone, step.from, MIDNIGHT) }
}

function lastDaysOf({ parallelRun }: Launch) {
  return parallelRun === null ? [] : [...parallelRun.lastSmartcardDays, ...parallelRun.exceptions]
}

function inOrder(instants: readonly (Instant | null)[]): readonly Instant[] {
  return instants
    .filter((at) => at !== null)
    .sort(Temporal.Instant.compare)
    .filter((at, index, all) => index === 0 || !all[index - 1]?.equals(at))
}
