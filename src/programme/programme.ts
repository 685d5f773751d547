import type { Branded, DoorId, FunctionId, SiteId, SystemId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { AttestationPlan } from './attestation-plan.ts'
import type { Block, Places, Text } from './block.ts'
import type { ProgrammeDocument } from './document-plan.ts'
import type { Launch } from './launch-plan.ts'
import type { Channel } from './rules/channels.ts'

/**
 * A parsed programme file (docs/programme.md). Systems, doors, functions, roles, sessions and labels all come from the
 * file: nothing here or in `rules/` knows one of them by name.
 */

/** Minutes since 00:00 of a programme day: 0 … 1440. 1440 is 24:00, the end of that day. */
export type MinuteOfDay = Branded<number, 'MinuteOfDay'>

export const MEANS = ['smartcard', 'otp', 'initiation'] as const
export type Means = (typeof MEANS)[number]

export interface Programme extends Block {
  readonly id: string
  readonly title: Text
  readonly clock: ProgrammeClock
  readonly closing: Closing
  readonly calendar: Calendar
  readonly circular: Circular
  readonly contacts: readonly Contact[]
  readonly briefings: readonly Briefing[]
  readonly documents: readonly ProgrammeDocument[]
  readonly emailRegistration: EmailRegistration
  readonly connectivity: Connectivity
  readonly roles: readonly Role[]
  readonly systems: readonly System[]
  readonly functions: readonly ProgrammeFunction[]
  readonly doors: readonly Door[]
  readonly events: readonly ProgrammeEvent[]
  /** The test sessions of all events, by their opening. */
  readonly sessions: readonly TestSession[]
  readonly launch: Launch
  readonly attestation: AttestationPlan | null
  /** The instants at which, by the file, a door may open or close or take other channels, in order, each once. */
  readonly turns: readonly Instant[]
  /** Where in the file each value stands, for findings. */
  readonly places: Places
}

export interface ProgrammeClock extends Block {
  /** IANA name. Every date and time of the file is meant in this zone; its day ends at 24:00. */
  readonly zone: string
  /** `Hong Kong time`: how people call it. */
  readonly name: Text
}

export interface Closing extends Block {
  /** What began before a door closed may be finished within so many minutes. */
  readonly finishWithinMinutes: number
}

export interface Calendar extends Block {
  /** First and last day the calendar knows. No other day is a business day. */
  readonly from: Temporal.PlainDate
  readonly to: Temporal.PlainDate
  /** ISO weekdays, 1 = Monday. */
  readonly weekend: readonly number[]
  /** By ISO date. */
  readonly holidays: ReadonlyMap<string, Text>
}

export interface CircularReference extends Block {
  readonly reference: string
  readonly date: Temporal.PlainDate
}

export interface Circular extends CircularReference {
  readonly issuer: Text
  readonly parent: Text
  readonly subject: Text
  readonly signatory: Block & { readonly name: string; readonly office: Text }
  readonly predecessor: CircularReference
  readonly prevails: Text
}

export interface Contact extends Block {
  readonly id: string
  readonly name: Text
  readonly telephone: string
  readonly email: string
  readonly hours: Text
}

export interface Briefing extends Block {
  /** `2023-04`: the circular names the month, not the days. */
  readonly month: string
  readonly title: Text
}

/** The condition for initiating 2FA: no registered email, no migration. */
export interface EmailRegistration extends Block {
  readonly appeal: Text
  readonly roles: readonly string[]
  /** How to register. */
  readonly procedure: Text
  /** Whom to ask: the same words for any User ID. */
  readonly ask: Text
}

export interface Connectivity extends Block {
  readonly statement: Text
  /** Names (host, host/path) that participants can reach as they are set up today. */
  readonly existingNames: readonly string[]
}

export interface Role extends Block {
  readonly id: string
  readonly name: Text
  /** What people of this role may use, at any door; without steps: any channel. */
  readonly channels: readonly ChannelStep[]
}

/** From a day on, these OTP channels and no others. */
export interface ChannelStep extends Block {
  /** Null: from the beginning. */
  readonly from: Temporal.PlainDate | null
  /** 00:00 of that day. */
  readonly beginsAt: Instant | null
  readonly accepted: readonly Channel[]
}

export interface System extends Block {
  readonly id: SystemId
  readonly name: Text
  readonly address: string
}

export interface ProgrammeFunction extends Block {
  readonly id: FunctionId
  readonly name: Text
  /** On business days only. */
  readonly businessDayHours: Hours
}

/** From `from` (inclusive) to `until` (exclusive). */
export interface Hours extends Block {
  readonly from: MinuteOfDay
  readonly until: MinuteOfDay
}

export interface Door extends Block {
  readonly id: DoorId
  readonly system: SystemId
  readonly means: Means
  /** The whole text of its link. */
  readonly label: Text
  readonly leadsTo: readonly FunctionId[]
  readonly admits: readonly string[]
  /** The OTP channels it takes; without steps: any. */
  readonly channels: readonly ChannelStep[]
  /** When it is open outside test sessions; null: never. */
  readonly ordinarily: Ordinarily | null
}

export interface Ordinarily extends Block {
  readonly sites: readonly SiteId[]
  /** Null: has always been open; stays open. */
  readonly from: 'launch' | null
  readonly until: (typeof CLOSINGS)[number] | null
}

export const CLOSINGS = ['launch', 'last-smartcard-day'] as const

export interface ProgrammeEvent extends Block {
  readonly id: string
  readonly title: Text
  readonly purpose: Text
  readonly registration: Registration
}

export interface Registration extends Block {
  readonly where: Text
  /** Inclusive: to 24:00 of this day. */
  readonly until: Temporal.PlainDate
  /** The first instant that is too late. */
  readonly closesAt: Instant
  readonly walkIns: Block & { readonly admitted: boolean }
}

/** A test session of the circular. While it runs it alone rules its site: its doors, its functions, nothing else. */
export interface TestSession extends Block {
  readonly id: string
  readonly event: ProgrammeEvent
  readonly title: Text
  readonly site: SiteId
  readonly date: Temporal.PlainDate
  readonly opensAt: Instant
  /** The first instant at which nobody is let in any more, and the first after the session. */
  readonly lastEntryAt: Instant
  readonly closesAt: Instant
  readonly lastEntry: Block
  readonly activities: readonly Activity[]
  readonly functions: readonly (Block & { readonly function: FunctionId })[]
  /** How many people it is planned for, by means; null: not said. */
  readonly capacity: (Block & Readonly<Record<'smartcard' | 'otp', number | null>>) | null
  readonly carriedForward: boolean
  readonly nextBusinessDay: Temporal.PlainDate
  readonly notes: readonly Text[]
}

/** One row of the timetable: through these doors, for these roles, in these steps. */
export interface Activity extends Block {
  readonly title: Text
  readonly to: readonly string[]
  readonly doors: readonly DoorId[]
  /** The business day at whose close the credentials are frozen; null: as they are. */
  readonly credentialsAsOf: Temporal.PlainDate | null
  readonly steps: readonly Text[]
}
