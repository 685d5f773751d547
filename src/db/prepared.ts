import type { CompiledQuery, Kysely, QueryExecutorProvider, QueryResult } from 'kysely'
import { connectionOf } from './connection.ts'
import { BUILDER } from './dialect.ts'
import type { ReadDb, Tx } from './transaction.ts'
import type { Schema } from './types.ts'

/** A query builder, or a hand-written statement. */
interface Buildable<Row> {
  compile(by: QueryExecutorProvider): CompiledQuery<Row>
}

/** Stands for a value that each call brings. */
class Marker {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

interface Prepared {
  readonly sql: string
  readonly slots: readonly unknown[]
}

/**
 * A statement on the path of every logon: built and compiled once, where building it anew would cost more than the
 * database does. `build` sees markers in place of values, so it can't branch on one; a value that is used in several
 * places is sent once.
 */
export function prepared<Values extends object, Row>(
  build: (db: Kysely<Schema>, values: Values) => Buildable<Row>,
): (db: ReadDb | Tx, values: Values) => Promise<QueryResult<Row>> {
  let known: Prepared | undefined
  return (db, values) => {
    known ??= compileOnce(build)
    const { slots, sql } = known
    const given = values as Readonly<Record<string, unknown>>
    const parameters = slots.map((slot) => (slot instanceof Marker ? given[slot.name] : slot))
    return connectionOf(db).executeQuery<Row>({ sql, parameters })
  }
}

function compileOnce<Values, Row>(build: (db: Kysely<Schema>, values: Values) => Buildable<Row>): Prepared {
  const markers = new Map<string, Marker>()
  const values = new Proxy({} as Record<string, unknown>, {
    get: (_, name) => {
      const marker = markers.get(String(name)) ?? new Marker(String(name))
      markers.set(marker.name, marker)
      return marker
    },
  })
  const { sql, parameters } = build(BUILDER, values as Values).compile(BUILDER)
  const slots: unknown[] = []
  const places = parameters.map((parameter) => {
    const sent = parameter instanceof Marker ? slots.indexOf(parameter) : -1
    return sent >= 0 ? sent + 1 : slots.push(parameter)
  })
  return { slots, sql: sql.replace(/\$(\d+)/g, (_, place) => `$${places[Number(place) - 1]}`) }
}
