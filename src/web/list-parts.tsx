import { type Frame, textsOf } from './frame.ts'
import { Link } from './link.tsx'
import type { Child } from './markup.ts'

export interface Column {
  readonly label: string
  /** Numbers stand to the right. */
  readonly numeric?: boolean
  /** Where the list is shown in this order; the present one says which way it goes. */
  readonly sort?: { readonly to: string; readonly now: 'ascending' | 'descending' | null }
}

export interface TableProps {
  /** Read out before the table, and hidden where the heading above says the same. */
  readonly caption: string
  readonly captionShown?: boolean
  readonly columns: readonly Column[]
  /** A row's first cell is its head. */
  readonly rows: readonly (readonly Child[])[]
}

/** On a phone each row is a card: its cells carry their column's name. */
export function Table({ caption, captionShown = false, columns, rows }: TableProps) {
  return (
    <table class="govuk-table sp-table">
      <caption class={captionShown ? 'govuk-table__caption' : 'govuk-visually-hidden'}>{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th scope="col" class={lookOf(column)} aria-sort={column.sort?.now ?? undefined}>
              {column.sort ? (
                <Link to={column.sort.to} class="sp-table__sort">
                  {column.label}
                </Link>
              ) : (
                column.label
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells) => (
          <tr>
            {cells.map((cell, index) => (
              <Cell column={columns[index]} isHead={index === 0}>
                {cell}
              </Cell>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface CellProps {
  readonly column: Column | undefined
  readonly isHead: boolean
  readonly children: Child
}

function Cell({ column, isHead, children }: CellProps) {
  const look = column && lookOf(column)
  if (isHead)
    return (
      <th scope="row" class={look}>
        {children}
      </th>
    )
  return (
    <td class={look} data-label={column?.label}>
      <div>{children}</div>
    </td>
  )
}

function lookOf({ numeric }: Column): string | undefined {
  return numeric ? 'sp-table__number' : undefined
}

/** In words and in colour: never in colour alone. */
export type Tone = 'good' | 'bad' | 'warn' | 'busy' | 'quiet'

export function Tag({ tone, text }: { readonly tone: Tone; readonly text: string }) {
  return <span class={`sp-tag sp-tag--${tone}`}>{text}</span>
}

/** Where a list would be: why there is none, and what may be done about it. */
export function Empty({ text, children }: { readonly text: string; readonly children?: Child }) {
  return (
    <div class="sp-empty">
      <p>{text}</p>
      {children}
    </div>
  )
}

export interface PagerProps {
  readonly frame: Frame
  /** How many there are in all, or on this page: `18 in all`. */
  readonly count: string
  /** Keyset pages: each leads on from its last row, or back from its first. Null at an end. */
  readonly previous: string | null
  readonly next: string | null
}

/** A list's pages: never numbered, for rows come and go while one reads. */
export function Pager({ frame, count, previous, next }: PagerProps) {
  const t = textsOf(frame).list
  return (
    <nav class="sp-pager" aria-label={t.pages}>
      {previous && <Link to={previous}>{t.newer}</Link>}
      <span>{count}</span>
      {next && <Link to={next}>{t.older}</Link>}
    </nav>
  )
}

export interface SearchProps {
  readonly frame: Frame
  /** The list's own address. */
  readonly action: string
  readonly label: string
  /** What was searched for. */
  readonly value: string
  /** Other parameters that a search keeps, such as the filter. */
  readonly keep?: Readonly<Record<string, string>>
  /** False where an empty search shows nobody: there is no “all” to go back to. */
  readonly listsAll?: boolean
  /** Fields beside it, such as a `Select`. */
  readonly children?: Child
}

/** A search is a GET: it changes nothing, and its address may be kept. The parameter is `q`. */
export function Search({ frame, action, label, value, keep = {}, listsAll = true, children }: SearchProps) {
  const t = textsOf(frame).list
  return (
    <search>
      <form method="get" action={action} class="sp-search">
        {Object.entries(keep).map(([name, kept]) => (
          <input type="hidden" name={name} value={kept} />
        ))}
        <div class="govuk-form-group">
          <label class="govuk-label govuk-label--s" for="q">
            {label}
          </label>
          <input
            class="govuk-input"
            id="q"
            name="q"
            type="search"
            value={value}
            maxlength={100}
            autocomplete="off"
            spellcheck={false}
          />
        </div>
        {children}
        <button type="submit" class="govuk-button govuk-button--secondary">
          {t.search}
        </button>
        {listsAll && value !== '' && <Link to={action}>{t.clear}</Link>}
      </form>
    </search>
  )
}

/** Name and value, one below the other. */
export function Facts({ facts }: { readonly facts: readonly (readonly [string, Child])[] }) {
  return (
    <dl class="govuk-summary-list">
      {facts.map(([term, value]) => (
        <div class="govuk-summary-list__row">
          <dt class="govuk-summary-list__key">{term}</dt>
          <dd class="govuk-summary-list__value">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** What was just done, above the page it led to. */
export function Done({ text, children }: { readonly text: string; readonly children?: Child }) {
  return (
    <div class="sp-done" role="status">
      <p>{text}</p>
      {children}
    </div>
  )
}

/** A download is a link that says what it is: the browser keeps the page. */
export function DownloadLink({ to, label }: { readonly to: string; readonly label: string }) {
  return (
    <Link to={to} class="govuk-button govuk-button--secondary">
      {label}
    </Link>
  )
}

export interface ProgressProps {
  readonly frame: Frame
  readonly label: string
  readonly done: number
  readonly of: number
}

/** How far something has come that goes on by itself. */
export function Progress({ frame, label, done, of }: ProgressProps) {
  const t = textsOf(frame).list
  return (
    <div class="sp-progress">
      <label for="progress">{label}</label>
      <progress id="progress" value={done} max={of} />
      <p role="status">{t.progress(done, of)}</p>
      <p class="sp-quiet">{t.reloads}</p>
    </div>
  )
}
