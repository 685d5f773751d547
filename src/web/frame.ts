import type { SiteId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Texts } from '../texts/en.ts'
import { dayText, momentText, spanText } from '../texts/moments.ts'
import { textsIn } from '../texts/texts.ts'
import type { Visit } from './visit.ts'

/** What stands around every page. A handler puts it together from the programme, in the visit's language. */
export interface Standing {
  /** `CCMS`, `DMS — Security Management Functions` */
  readonly service: string
  /** Where the service's name leads: `/` or `/dms`. */
  readonly home: string
  /** IANA name of the programme's time zone; every time on a page is in it. */
  readonly zone: string
  /** The instant of this request's decision, on the programme clock. */
  readonly now: Instant
  /** Null in ordinary production. */
  readonly banner: TestSessionBanner | null
  readonly news: readonly NewsItem[]
  readonly contact: Contact
  /** A system of the house's own: it works on the authoritative data at either site, and says so. */
  readonly isOfTheHouse: boolean
  /** What is written is kept at one data centre, until the other one is back: for operators to see. */
  readonly isAlone: boolean
  /** In the demo only. */
  readonly demoClock: DemoClock | null
}

export interface TestSessionBanner {
  /** `On-line Session at Primary Data Centre (Session 1)` */
  readonly title: string
  readonly site: SiteId
  readonly until: Instant
  /** What becomes of what is changed here; `kept`: this page works on the authoritative data, whatever session runs. */
  readonly changes: 'carried-forward' | 'thrown-away' | 'kept'
  readonly nextBusinessDay: Temporal.PlainDate
}

export interface NewsItem {
  readonly heading: string
  readonly text: string
}

export interface Contact {
  /** `DCASS Hotline` */
  readonly name: string
  readonly phone: string
  readonly mail: string
  readonly hours: { readonly text: string; readonly assumed: boolean } | null
}

export interface DemoClock {
  readonly milestones: ReadonlyArray<{ readonly title: string; readonly at: Instant }>
}

export interface Frame {
  readonly visit: Visit
  readonly standing: Standing
}

export function textsOf(frame: Frame): Texts {
  return textsIn(frame.visit.language)
}

/** `18:05`, or with its day when that is not today's. */
export function sayMoment(frame: Frame, moment: Instant): string {
  return momentText(frame.visit.language, frame.standing.zone, moment, frame.standing.now)
}

/** With its day even if that is today's: for what is kept, and printed. */
export function sayDatedMoment(frame: Frame, moment: Instant): string {
  return momentText(frame.visit.language, frame.standing.zone, moment, null)
}

/** From one moment to another, each day named: once where it is the same. */
export function saySpan(frame: Frame, from: Instant, to: Instant): string {
  return spanText(frame.visit.language, frame.standing.zone, from, to)
}

export function sayDay(frame: Frame, day: Temporal.PlainDate): string {
  return dayText(frame.visit.language, day)
}

/** The day that ends at this moment, or in which it lies: the last on which something is so that is so until then. */
export function sayLastDay(frame: Frame, until: Instant): string {
  const last = until.subtract({ nanoseconds: 1 }).toZonedDateTimeISO(frame.standing.zone)
  return sayDay(frame, last.toPlainDate())
}

/** Sentences one after the other: Chinese sets no space between them. */
export function inOne(frame: Frame, ...sentences: ReadonlyArray<string | null>): string {
  return sentences.filter(Boolean).join(textsOf(frame).shell.between)
}
