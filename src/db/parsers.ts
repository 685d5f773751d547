import pg from 'pg'

/**
 * How PostgreSQL's values cross into the program and back: the only file that says so.
 *
 *     timestamptz  Temporal.Instant, microseconds kept       json, jsonb  text, for zod to parse
 *     date         Temporal.PlainDate                        timestamp    refused: it names no instant
 *     bigint       number, refused beyond 2^53               all else     as `pg` has it (bytea is a Buffer)
 *
 * pg's own parsers make a Date of the first two: it drops microseconds, and under TZ=Asia/Hong_Kong a `date` is the
 * evening before. Parsers are handed to each pool (`types`), so pg's global table stays as it is.
 */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    (format === 'binary' ? undefined : PARSERS.get(oid)) ?? pg.types.getTypeParser(oid, format),
}

/**
 * A value as a query parameter. pg writes an object as JSON, an Instant in quotes, unless it has a `toPostgres`
 * method; rather than add one to Temporal's prototypes, db/connection.ts sends each parameter through here. An Instant
 * is cut, never rounded up, to PostgreSQL's microsecond.
 */
export function toParameter(value: unknown): unknown {
  if (value instanceof Temporal.Instant) return written(value)
  if (value instanceof Temporal.PlainDate) return value.toString({ calendarName: 'never' })
  return Array.isArray(value) ? value.map(toParameter) : value
}

let last: { readonly of: Temporal.Instant; readonly text: string } | undefined

/** A request's statements have one instant, which is one object, a dozen times over. */
function written(of: Temporal.Instant): string {
  if (last?.of !== of) last = { of, text: of.toString({ smallestUnit: 'microsecond' }) }
  return last.text
}

const { builtins } = pg.types
/** Object ids of array types, fixed in PostgreSQL's pg_type.dat; pg-types does not list them. */
const ARRAY = { text: 1009, bigint: 1016, timestamp: 1115, date: 1182, timestamptz: 1185 }

const PARSERS: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [builtins.TIMESTAMPTZ, toInstant],
  [ARRAY.timestamptz, each(toInstant)],
  [builtins.DATE, toPlainDate],
  [ARRAY.date, each(toPlainDate)],
  [builtins.INT8, toNumber],
  [ARRAY.bigint, each(toNumber)],
  [builtins.TIMESTAMP, refuseTimestamp],
  [ARRAY.timestamp, refuseTimestamp],
  [builtins.JSON, (text) => text],
  [builtins.JSONB, (text) => text],
])

/** ISO output (`datestyle`, set by db/open-database.ts), any offset. `infinity` and years BC throw. */
function toInstant(text: string): Temporal.Instant {
  return Temporal.Instant.from(text)
}

function toPlainDate(text: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(text)
}

function toNumber(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new RangeError(`bigint ${text} does not fit a number exactly`)
  return number
}

function refuseTimestamp(text: string): never {
  throw new TypeError(`timestamp without time zone ${text}: use timestamptz`)
}

function each<T>(parse: (text: string) => T): (text: string) => (T | null)[] {
  const split: (text: string) => (string | null)[] = pg.types.getTypeParser(ARRAY.text)
  return (text) => split(text).map((element) => (element === null ? null : parse(element)))
}
