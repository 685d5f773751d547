import pg from 'pg'
import { columnTypes } from './parsers.ts'

export interface StatementAnswer {
  /** `SELECT`, `COMMIT`: the first word of what PostgreSQL calls it. */
  readonly command: string
  readonly rowCount: number | null
  readonly rows: Readonly<Record<string, unknown>>[]
}

/** What of pg's own Query and connection is used and not in its types. */
interface PgQuery {
  readonly text: string
  values: readonly unknown[]
  name: string | undefined
  callback: (fault: unknown, answer?: StatementAnswer) => void
  prepare(wire: Wire): void
}
interface Wire {
  bind(of: {
    readonly statement: string
    readonly values: readonly unknown[]
    readonly valueMapper: (value: unknown) => unknown
  }): void
  execute(): void
  sync(): void
}

interface Column {
  readonly name: string
  readonly parse: (text: string) => unknown
}

/**
 * What PostgreSQL said of the rows of each statement prepared on a connection. It holds as long as the connection does:
 * a plan whose rows come to look otherwise is refused ("cached plan must not change result type").
 */
const described = new WeakMap<Wire, Map<string, readonly Column[]>>()

const Base = pg.Query as unknown as new (text: string) => PgQuery
const { utils } = pg as unknown as { readonly utils: { prepareValue(value: unknown): unknown } }

/**
 * One statement on its way. pg's own has each answer described anew and copies its settings property by property: a
 * fifteenth of what a logon cost the node. A pipelined client takes nothing but heirs of it.
 */
export class Statement extends Base {
  readonly #answer: { -readonly [K in keyof StatementAnswer]: StatementAnswer[K] } = {
    command: '',
    rowCount: null,
    rows: [],
  }
  #columns: readonly Column[] | undefined
  /** A value that could not be read; told once the server is ready for the next statement. */
  #unreadable: unknown
  #wire: Wire | undefined

  constructor(
    text: string,
    values: readonly unknown[],
    name: string | undefined,
    callback: PgQuery['callback'],
  ) {
    super(text)
    this.values = values
    this.name = name
    this.callback = callback
  }

  override prepare(wire: Wire): void {
    this.#wire = wire
    this.#columns = this.name === undefined ? undefined : described.get(wire)?.get(this.name)
    if (this.name === undefined || this.#columns === undefined) super.prepare(wire)
    else this.#execute(wire, this.name)
  }

  #execute(wire: Wire, statement: string): void {
    try {
      wire.bind({ statement, values: this.values, valueMapper: utils.prepareValue })
      wire.execute()
    } catch (fault) {
      this.handleError(fault)
    }
    wire.sync()
  }

  handleRowDescription({ fields }: { readonly fields: readonly pg.FieldDef[] }): void {
    this.#columns = fields.map(({ name, dataTypeID }) => ({
      name,
      parse: columnTypes.getTypeParser(dataTypeID, 'text'),
    }))
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    if (this.#unreadable !== undefined) return
    const row: Record<string, unknown> = {}
    try {
      this.#columns?.forEach(({ name, parse }, place) => {
        const text = fields[place]
        row[name] = text == null ? null : parse(text)
      })
      this.#answer.rows.push(row)
    } catch (fault) {
      this.#unreadable = fault
    }
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    const [command = '', ...counts] = text.split(' ')
    const count = Number(counts.at(-1))
    this.#answer.command = command
    this.#answer.rowCount = Number.isInteger(count) ? count : null
    this.#remember()
  }

  #remember(): void {
    if (this.#wire === undefined || this.name === undefined) return
    const known = described.get(this.#wire) ?? new Map()
    described.set(this.#wire, known.set(this.name, this.#columns ?? []))
  }

  handleError(fault: unknown): void {
    this.callback(this.#unreadable ?? fault)
  }

  handleReadyForQuery(): void {
    if (this.#unreadable === undefined) this.callback(null, this.#answer)
    else this.callback(this.#unreadable)
  }
}
