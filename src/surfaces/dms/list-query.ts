import type { Context } from 'hono'

/** How much of a list is on a page. */
export const PAGE = 50

export interface ListQuery<Filter extends string> {
  readonly filter: Filter
  readonly search: string
  readonly from: { readonly after: string } | { readonly before: string }
}

const LONGEST_SEARCH = 100

/** What the address of a list asks for: `show`, `q`, and where its page begins or ends. Anything else is the first page. */
export function readListQuery<const Filter extends string>(
  c: Context,
  filters: readonly [Filter, ...Filter[]],
): ListQuery<Filter> {
  const before = c.req.query('before')
  return {
    filter: filters.find((filter) => filter === c.req.query('show')) ?? filters[0],
    search: (c.req.query('q') ?? '').trim().slice(0, LONGEST_SEARCH),
    from: before === undefined ? { after: c.req.query('after') ?? '' } : { before },
  }
}

export interface ListPage<Row> {
  readonly rows: readonly Row[]
  readonly previous: string | null
  readonly next: string | null
}

/**
 * One page of the rows that were read, one more than a page where there are more, with the addresses beside it. The list is
 * in the order of its rows' User IDs, or of what `keyOf` says.
 */
export function pageOf<Row extends { readonly userId: string }>(
  path: string,
  query: ListQuery<string>,
  read: readonly Row[],
  keyOf: (row: Row) => string = ({ userId }) => userId,
): ListPage<Row> {
  const back = 'before' in query.from
  const more = read.length > PAGE
  const rows = back ? read.slice(-PAGE) : read.slice(0, PAGE)
  const [first, last] = [rows[0], rows.at(-1)]
  const isFirst = back ? !more : query.from.after === ''
  const isLast = back ? false : !more
  return {
    rows,
    previous: isFirst || first === undefined ? null : listAddress(path, query, { before: keyOf(first) }),
    next: isLast || last === undefined ? null : listAddress(path, query, { after: keyOf(last) }),
  }
}

export function listAddress(
  path: string,
  { filter, search }: ListQuery<string>,
  from: Readonly<Record<string, string>>,
): string {
  const kept = new URLSearchParams({ show: filter, ...(search === '' ? {} : { q: search }), ...from })
  return `${path}?${kept}`
}
