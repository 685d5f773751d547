import pg from 'pg'
import type { Statement, Wire } from './statement.ts'

/** What of pg's own Query is used and not in its types. */
interface PgQuery {
  /** Set by the client, where it waits for no longer than its patience: ends that clock. */
  callback: ((fault: unknown) => void) | undefined
}

const Base = pg.Query as unknown as new (text: string) => PgQuery

/**
 * Statements that leave together and are answered together: one message there with one Sync behind it, one message back.
 * With a Sync each, as pg has it, the server answers each by itself, and wakes us for it: a logon was woken 33 times. Where one
 * fails, PostgreSQL skips those behind it, COMMIT included. A pipelined client takes nothing but heirs of its own Query.
 */
export class Batch extends Base {
  readonly #statements: readonly Statement[]
  /** One text, maybe of several commands: PostgreSQL answers each of them, and takes it only by itself. */
  readonly #plain: boolean
  /** How many have been answered. */
  #at = 0
  /** Why what is left of it was not sent. */
  #unsent: unknown
  #wire: Wire | undefined

  constructor(statements: readonly Statement[], plain = false) {
    super('')
    this.#statements = statements
    this.#plain = plain
  }

  get texts(): readonly string[] {
    return this.#statements.map(({ text }) => text)
  }

  submit(wire: Wire): null {
    this.#wire = wire
    wire.stream.cork()
    try {
      if (this.#plain) this.#current.askPlainly(wire)
      else this.#ask(wire)
    } finally {
      wire.stream.uncork()
    }
    return null
  }

  #ask(wire: Wire): void {
    try {
      for (const statement of this.#statements) statement.ask(wire)
    } catch (fault) {
      this.#unsent = fault
    }
    wire.sync()
  }

  get #current(): Statement {
    const current = this.#statements[this.#at]
    if (current === undefined) throw new Error('PostgreSQL answered more statements than it was asked')
    return current
  }

  handleRowDescription({ fields }: { readonly fields: readonly pg.FieldDef[] }): void {
    this.#current.describe(fields)
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    this.#current.row(fields)
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    if (this.#wire !== undefined) this.#current.complete(text, this.#wire)
    if (!this.#plain) this.#at += 1
  }

  handleEmptyQuery(): void {
    if (!this.#plain) this.#at += 1
  }

  /** From the server, from the line, or from the client's own clock. */
  handleError(fault: unknown): void {
    this.#settle(fault)
    this.callback?.(fault)
  }

  handleReadyForQuery(): void {
    if (this.#plain) this.#at += 1
    this.#settle(this.#unsent)
    this.callback?.(null)
  }

  #settle(fault: unknown): void {
    this.#statements.forEach((statement, place) => {
      if (place < this.#at) statement.succeed()
      else statement.fail(fault)
    })
  }
}
