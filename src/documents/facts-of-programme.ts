import type { Instant } from '../kernel/instant.ts'
import type { Language } from '../kernel/vocabulary.ts'
import type { Source, Text } from '../programme/block.ts'
import type { Launch } from '../programme/launch-plan.ts'
import type {
  Hours,
  MinuteOfDay,
  Programme,
  ProgrammeEvent,
  System,
  TestSession,
} from '../programme/programme.ts'
import { dayOf } from '../programme/rules/calendar.ts'
import type { InForce } from '../programme/rules/in-force.ts'
import { courseOfPlan } from '../programme/rules/launch.ts'
import type { DocumentFacts, EventFacts, SystemFacts } from '../texts/documents/document-facts.ts'
import { dayText } from '../texts/moments.ts'
import { textsIn } from '../texts/texts.ts'
import { sayLaunch } from './say-launch.ts'

/** What no programme file knows: how this product is set. */
export type ProductFacts = Pick<DocumentFacts, 'passwordRules' | 'codes' | 'lock' | 'idleMinutes'>

type Say = ReturnType<typeof sayIn>

/** Words of one language, each with its mark where no circular states it. */
function sayIn(language: Language, zone: string) {
  const texts = textsIn(language)
  const marked = (words: string, source: Source) =>
    source === 'assumed' ? words + texts.shell.assumed : words
  return {
    language,
    zone,
    texts,
    marked,
    text: (text: Text) => marked(text[language], text.source),
    day: (day: Temporal.PlainDate, source: Source) => marked(dayText(language, day), source),
  }
}

export function factsOfProgramme(
  inForce: InForce,
  language: Language,
  at: Instant,
  product: ProductFacts,
): DocumentFacts {
  const { programme } = inForce
  const say = sayIn(language, programme.clock.zone)
  const { circular } = programme
  return {
    circular: {
      reference: say.marked(circular.reference, circular.source),
      date: say.day(circular.date, circular.source),
      issuer: say.text(circular.issuer),
    },
    launch: launchFacts(inForce, say, at),
    ...systemsByAudience(programme, say),
    functions: programme.functions.map(({ name, businessDayHours }) => ({
      name: say.text(name),
      hours: say.marked(hours(businessDayHours), businessDayHours.source),
    })),
    events: programme.events.map((event) => eventFacts(programme, event, say)),
    contacts: programme.contacts.map(({ name, telephone, email, hours: open, source }) => ({
      name: say.text(name),
      telephone: say.marked(telephone, source),
      email: say.marked(email, source),
      hours: say.text(open),
    })),
    emailAppeal: say.text(programme.emailRegistration.appeal),
    connectivity: say.text(programme.connectivity.statement),
    briefings: programme.briefings.map(({ title }) => say.text(title)),
    documents: programme.documents.map(({ title, contents, where, from, source }) => ({
      title: title[language],
      contents: contents[language],
      where: where[language],
      from: say.day(from, source),
    })),
    ...product,
  }
}

function launchFacts(inForce: InForce, say: Say, at: Instant): DocumentFacts['launch'] {
  const { launch, systems } = inForce.programme
  const course = courseOfPlan(inForce, launch, at)
  const day = course.switchesAt === null ? launch.date : dayOf(say.zone, course.switchesAt)
  // What two operators decided is no assumption, whatever the file was.
  const source = course.source === 'decision' ? 'circular' : launch.source
  const standing = sayLaunch(inForce, launch, say.language, at)
  return {
    title: say.text(launch.title),
    day: say.day(day, source),
    effect: say.text(launch.effect),
    conditions: launch.conditions.map((condition) => say.text(condition)),
    standing: standing === null ? null : say.marked(standing, source),
    lastSmartcardDays: lastDays(launch, systems, say),
  }
}

function lastDays({ parallelRun }: Launch, systems: readonly System[], say: Say): readonly string[] {
  if (parallelRun === null) return []
  const t = say.texts.documents
  const days = parallelRun.lastSmartcardDays.map(({ system, date, source }) => {
    const name = systems.find(({ id }) => id === system)?.name
    return t.lastSmartcardDay(name === undefined ? system : say.text(name), say.day(date, source))
  })
  return [say.text(parallelRun.message), ...days]
}

/** A system is a terminal's if one of its doors admits users. */
function systemsByAudience(
  programme: Programme,
  say: Say,
): Pick<DocumentFacts, 'terminal' | 'administration'> {
  const doorsOf = (system: System) => programme.doors.filter((door) => door.system === system.id)
  const isTerminal = (system: System) => doorsOf(system).some(({ admits }) => admits.includes('user'))
  const facts = (system: System): SystemFacts => {
    const labels = (means: string) =>
      doorsOf(system)
        .filter((door) => door.means === means)
        .map(({ label }) => say.text(label))
    return {
      name: say.text(system.name),
      address: say.marked(system.address, system.source),
      cardDoors: labels('smartcard'),
      otpDoors: labels('otp'),
    }
  }
  return {
    terminal: programme.systems.filter(isTerminal).map(facts),
    administration: programme.systems.filter((system) => !isTerminal(system)).map(facts),
  }
}

function eventFacts({ sessions }: Programme, event: ProgrammeEvent, say: Say): EventFacts {
  const { title, purpose, registration } = event
  const { walkIns } = registration
  const t = say.texts.documents
  return {
    title: say.text(title),
    purpose: say.text(purpose),
    where: say.text(registration.where),
    until: say.day(registration.until, registration.source),
    walkIns: say.marked(walkIns.admitted ? t.walkIns : t.noWalkIns, walkIns.source),
    sessions: sessions
      .filter((session) => session.event === event)
      .map((session) => sessionFacts(session, say)),
  }
}

function sessionFacts(session: TestSession, say: Say): EventFacts['sessions'][number] {
  const { shell } = say.texts
  const next = dayText(say.language, session.nextBusinessDay)
  const time = (at: Instant) =>
    at.toZonedDateTimeISO(say.zone).toPlainTime().toString({ smallestUnit: 'minute' })
  const when = `${dayText(say.language, session.date)} ${time(session.opensAt)}–${time(session.closesAt)}`
  return {
    title: say.text(session.title),
    when: say.marked(when, session.source),
    carriedForward: say.marked(
      shell.changes[session.carriedForward ? 'carried-forward' : 'thrown-away'](next),
      session.source,
    ),
    notes: session.notes.map((note) => say.text(note)),
    activities: session.activities.map(({ title, steps }) => ({
      title: say.text(title),
      steps: steps.map((step) => say.text(step)),
    })),
  }
}

function hours({ from, until }: Hours): string {
  return `${clock(from)}–${clock(until)}`
}

function clock(minute: MinuteOfDay): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':')
}
