import * as z from 'zod'
import type { DoorId, FunctionId, SystemId } from '../kernel/ids.ts'
import { GUIDES } from './document-plan.ts'
import { CLOSINGS, MEANS, type MinuteOfDay } from './programme.ts'
import { CHANNELS } from './rules/channels.ts'

/** The shape of a programme file after `read-sourced-yaml.ts`: the one place that says which keys there are. */

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const WEEKDAY_NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

const DATE_FORM = 'a date is written like `2023-06-10 Sat`'
const TIME_FORM = 'a time is written like `18:00`, from 00:00 to 24:00'
const ADDRESS_FORM = 'an address is written like `https://www.example.com/path`'

const line = z.string().trim().min(1, 'must not be empty')
const site = z.enum(['primary', 'secondary'])

/** A mapping with these keys and no others. */
function block<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject({ source: z.enum(['circular', 'assumed']), ...shape })
}

/** May be left out; then null. */
function orNone<Item extends z.ZodType>(item: Item) {
  return item.optional().transform((value) => value ?? null)
}

const id = z
  .string()
  .regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/, 'an id is lower-case letters and digits, joined by . or -')
const doorId = id.transform((text) => text as DoorId)
const functionId = id.transform((text) => text as FunctionId)
const systemId = id.transform((text) => text as SystemId)

/** A mapping from id to block, as a list of blocks with their `id`, in the order of the file. */
function byId<Id extends z.ZodType<string, string>, Item extends z.ZodType<object>>(key: Id, item: Item) {
  return z
    .preprocess(withoutSource, z.record(key, item))
    .transform((record) =>
      Object.entries(record).map(([at, value]) => ({ id: at as z.output<Id>, ...value })),
    )
}

function withoutSource(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'source'))
}

const text = block({ en: line, 'zh-Hant': line })

/** `2023-06-10 Sat`. The weekday is there to be wrong: the circular's own attachment says "10 June 2022 (Saturday)". */
const date = z.string(DATE_FORM).transform((written, context) => {
  const [, iso, weekday] = /^(\d{4}-\d\d-\d\d) ([A-Z][a-z]{2})$/.exec(written) ?? []
  const day = iso === undefined ? undefined : plainDate(iso)
  if (day === undefined || weekday === undefined || !WEEKDAYS.includes(weekday)) {
    context.addIssue(DATE_FORM)
    return z.NEVER
  }
  const told = WEEKDAYS.indexOf(weekday)
  if (day.dayOfWeek !== told + 1) {
    context.addIssue(`${iso} is a ${WEEKDAY_NAMES[day.dayOfWeek - 1]}, not a ${WEEKDAY_NAMES[told]}`)
    return z.NEVER
  }
  return day
})

function plainDate(iso: string): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from(iso)
  } catch {
    return undefined
  }
}

const time = z
  .string(TIME_FORM)
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, TIME_FORM)
  .transform((written) => (Number(written.slice(0, 2)) * 60 + Number(written.slice(3))) as MinuteOfDay)

const zone = z.string().refine(isZone, 'not the name of an IANA time zone')

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

const weekday = z.enum(WEEKDAYS).transform((name) => WEEKDAYS.indexOf(name) + 1)

const circularReference = { reference: line, date }

const activity = block({
  title: text,
  to: z.array(id).min(1),
  doors: z.array(doorId).min(1),
  credentialsAsOf: orNone(date),
  steps: z.array(text).min(1),
})

const session = block({
  title: text,
  site,
  date,
  from: time,
  until: time,
  lastEntry: block({ at: time }),
  activities: z.array(activity).min(1),
  functions: z.array(block({ function: functionId })),
  capacity: orNone(block({ smartcard: orNone(z.int().min(1)), otp: orNone(z.int().min(1)) })),
  carriedForward: z.boolean(),
  nextBusinessDay: date,
  notes: z.array(text),
})

const event = block({
  title: text,
  purpose: text,
  registration: block({ where: text, until: date, walkIns: block({ admitted: z.boolean() }) }),
  sessions: byId(id, session),
})

const channels = orNone(
  z.array(block({ from: orNone(date), accepted: z.array(z.enum(CHANNELS)) })),
).transform((steps) => steps ?? [])

const door = block({
  system: systemId,
  means: z.enum(MEANS),
  label: text,
  leadsTo: z.array(functionId),
  admits: z.array(id),
  channels,
  ordinarily: orNone(
    block({
      sites: z.array(site).min(1),
      from: orNone(z.literal('launch')),
      until: orNone(z.enum(CLOSINGS)),
    }),
  ),
})

const parallelRun = block({
  lastSmartcardDays: byId(systemId, block({ date })),
  exceptions: z.array(block({ participant: line, system: systemId, date })),
  message: text,
})

const wave = block({
  title: text,
  roles: orNone(z.array(id).min(1)),
  participants: orNone(z.array(line).min(1)),
  date,
  switch: block({ time }),
})

const launch = block({
  title: text,
  date,
  status: z.enum(['tentative', 'firm']),
  effect: text,
  conditions: z.array(text),
  switch: block({ time }),
  decision: block({ date, time, operators: z.literal(2) }),
  parallelRun: orNone(parallelRun),
  waves: orNone(byId(id, wave)).transform((waves) => waves ?? []),
})

const attestation = block({
  firstDue: date,
  everyMonths: z.int().min(1).max(24),
  opensDaysBefore: z.int().min(1).max(28),
  dormantAfterDays: z.int().min(1).max(400),
})

export const programmeSchema = z.strictObject({
  source: z.enum(['circular', 'assumed']),
  programme: block({ id, title: text }),
  clock: block({ zone, name: text }),
  closing: block({ finishWithinMinutes: z.int().min(0).max(60) }),
  calendar: block({
    from: date,
    to: date,
    weekend: z.array(weekday),
    holidays: z.array(block({ date, name: text })),
  }),
  circular: block({
    ...circularReference,
    issuer: text,
    parent: text,
    subject: text,
    signatory: block({ name: line, office: text }),
    predecessor: block(circularReference),
    prevails: text,
  }),
  contacts: byId(id, block({ name: text, telephone: line, email: z.email(), hours: text })),
  briefings: z.array(
    block({
      month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a month is written like `2023-04`'),
      title: text,
    }),
  ),
  documents: byId(
    id,
    block({
      title: text,
      contents: text,
      where: text,
      access: z.enum(['public', 'client-connect']),
      from: date,
      guides: orNone(block({ ids: z.array(z.enum(GUIDES)).min(1) })),
    }),
  ),
  emailRegistration: block({ appeal: text, roles: z.array(id).min(1), procedure: text, ask: text }),
  connectivity: block({ statement: text, existingNames: z.array(line) }),
  roles: byId(id, block({ name: text, channels })),
  systems: byId(
    systemId,
    block({ name: text, address: z.url({ protocol: /^https$/, error: ADDRESS_FORM }) }),
  ),
  functions: byId(functionId, block({ name: text, businessDayHours: block({ from: time, until: time }) })),
  doors: byId(doorId, door),
  events: byId(id, event),
  launch,
  attestation: orNone(attestation),
})

export type ProgrammeFile = z.output<typeof programmeSchema>
