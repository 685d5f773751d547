import type { Instant } from '../kernel/instant.ts'
import type { Language } from '../kernel/vocabulary.ts'
import type { Programme } from '../programme/programme.ts'
import { situation } from '../programme/rules/situation.ts'
import { isOfTheHouse, systemOf } from '../programme/rules/standing-doors.ts'
import type { Contact, Frame, Standing, TestSessionBanner } from '../web/frame.ts'
import type { Visit } from '../web/visit.ts'
import { surfaces } from './surfaces.ts'
import type { SurfaceWorld } from './world.ts'

type FrameWorld = Pick<SurfaceWorld, 'programme' | 'lastInForce' | 'pairing' | 'site' | 'demoClock'>

/** What stands around a page of one system at one instant. It reads no data: an error page can afford it, too. */
export function standingOf(world: FrameWorld, system: string, language: Language, now: Instant): Standing {
  const { programme } = world
  return {
    service: systemOf(programme, system)?.name[language] ?? programme.title[language],
    home: surfaces.find((surface) => surface.system === system)?.landing ?? '/',
    zone: programme.clock.zone,
    now,
    banner: bannerOf(world, system, language, now),
    news: [],
    contact: contactOf(programme, language),
    isOfTheHouse: isOfTheHouse(system),
    isAlone: world.pairing()?.standalone ?? false,
    demoClock: world.demoClock && {
      milestones: world.demoClock.milestones.map(({ title, at }) => ({ title: title[language], at })),
    },
  }
}

export function frameOf(world: FrameWorld, system: string, visit: Visit, now: Instant): Frame {
  return { visit, standing: standingOf(world, system, visit.language, now) }
}

function bannerOf(
  { lastInForce, site }: FrameWorld,
  system: string,
  language: Language,
  now: Instant,
): TestSessionBanner | null {
  const running = situation(lastInForce(), site, now)
  if (running === null) return null
  const { until, carriedForward, nextBusinessDay } = running
  const changes = carriedForward ? 'carried-forward' : isOfTheHouse(system) ? 'kept' : 'thrown-away'
  return { title: running.title[language], site, until, changes, nextBusinessDay }
}

function contactOf({ contacts }: Programme, language: Language): Contact {
  const contact = contacts[0]
  if (contact === undefined) throw new Error('a programme without a contact passed the check')
  return {
    name: contact.name[language],
    phone: contact.telephone,
    mail: contact.email,
    hours: { text: contact.hours[language], assumed: contact.hours.source === 'assumed' },
  }
}
