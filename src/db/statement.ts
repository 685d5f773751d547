import pg from 'pg'
import { columnTypes } from './parsers.ts'

export interface StatementAnswer {
  /** `SELECT`, `COMMIT`: the first word of what PostgreSQL calls it. */
  readonly command: string
  readonly rowCount: number | null
  readonly rows: Readonly<Record<string, unknown>>[]
}

export interface StatementText {
  readonly text: string
  readonly values: readonly unknown[]
  /** Prepared under it on its connection, once. */
  readonly name: string | undefined
}

/** What of pg's own connection is used and not in its types. */
export interface Wire {
  readonly stream: { cork(): void; uncork(): void }
  query(text: string): void
  close(of: { readonly type: 'S'; readonly name: string }): void
  parse(of: { readonly name: string; readonly text: string }): void
  bind(of: {
    readonly statement: string
    readonly values: readonly unknown[]
    readonly valueMapper: (value: unknown) => unknown
  }): void
  describe(of: { readonly type: 'P' }): void
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

const { utils } = pg as unknown as { readonly utils: { prepareValue(value: unknown): unknown } }

/**
 * One statement and its answer as it comes in (batch.ts). pg's own has each answer described anew and copies its settings
 * property by property: a fifteenth of what a logon cost the node.
 */
export class Statement {
  readonly text: string
  readonly #values: readonly unknown[]
  readonly #name: string | undefined
  readonly #answered: (answer: StatementAnswer) => void
  readonly #failed: (fault: unknown) => void
  readonly #answer: { -readonly [K in keyof StatementAnswer]: StatementAnswer[K] } = {
    command: '',
    rowCount: null,
    rows: [],
  }
  #columns: readonly Column[] | undefined
  /** A value that could not be read; told once the server is ready for the next statement. */
  #unreadable: unknown

  constructor(
    { text, values, name }: StatementText,
    answered: (answer: StatementAnswer) => void,
    failed: (fault: unknown) => void,
  ) {
    this.text = text
    this.#values = values
    this.#name = name
    this.#answered = answered
    this.#failed = failed
  }

  /** Throws where a value can't be sent; nothing of it has left then that would be executed. */
  ask(wire: Wire): void {
    const statement = this.#name ?? ''
    this.#columns = described.get(wire)?.get(statement)
    if (this.#columns === undefined) {
      // A statement that failed may have been prepared or not; to close what is not there is no error.
      if (this.#name !== undefined) wire.close({ type: 'S', name: statement })
      wire.parse({ name: statement, text: this.text })
    }
    wire.bind({ statement, values: this.#values, valueMapper: utils.prepareValue })
    if (this.#columns === undefined) wire.describe({ type: 'P' })
    wire.execute()
  }

  /** By itself, and as several if its text is. */
  askPlainly(wire: Wire): void {
    wire.query(this.text)
  }

  describe(fields: readonly pg.FieldDef[]): void {
    this.#columns = fields.map(({ name, dataTypeID }) => ({
      name,
      parse: columnTypes.getTypeParser(dataTypeID, 'text'),
    }))
  }

  row(fields: readonly (string | null)[]): void {
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

  complete(tag: string, wire: Wire): void {
    const [command = '', ...counts] = tag.split(' ')
    const count = Number(counts.at(-1))
    this.#answer.command = command
    this.#answer.rowCount = Number.isInteger(count) ? count : null
    if (this.#name === undefined) return
    const known = described.get(wire) ?? new Map()
    described.set(wire, known.set(this.#name, this.#columns ?? []))
  }

  succeed(): void {
    if (this.#unreadable === undefined) this.#answered(this.#answer)
    else this.#failed(this.#unreadable)
  }

  fail(fault: unknown): void {
    this.#failed(this.#unreadable ?? fault)
  }
}
