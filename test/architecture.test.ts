import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findSource, ROOT, readSource, type SourceFile, type Word } from './support/read-source.ts'

/** Factors: none knows another, nor who may try, nor what a proof opens. */
const FACTORS = ['passwords', 'one-time-codes', 'passkeys', 'smartcards']

/** What must hold whatever the table in docs/architecture.md says: who may be imported by nobody else. */
const IMPORTED_BY: Readonly<Record<string, readonly string[]>> = {
  'main.ts': [],
  cli: ['main.ts'],
  commands: ['cli'],
  node: ['cli'],
  demo: ['commands', 'cli'],
  'wire.ts': ['node', 'demo', 'serving'],
  'catalogue.ts': ['wire.ts'],
  surfaces: ['wire.ts', 'duties.ts', 'serving'],
}

/** And who may import nothing else. */
const IMPORTS_ONLY: Readonly<Record<string, readonly string[]>> = {
  kernel: [],
  'package-root.ts': [],
  ...Object.fromEntries(FACTORS.map((factor) => [factor, ['kernel', 'db', 'sealing']])),
  programme: ['kernel'],
  mail: ['kernel', 'db', 'texts'],
  web: ['kernel', 'db', 'texts', 'package-root.ts'],
}

const LONGEST_FILE = 250
const LONGEST_TEST = 400

const files = readSource()
const house = files.filter(({ path }) => path.startsWith('src/') && !isTest(path))
const rooms = readRooms()

interface Room {
  readonly name: string
  readonly worksWith: readonly string[]
  readonly knowsTypesOf: readonly string[]
}

/** The table of rooms and arrows in docs/architecture.md: | `room` | question | works with | knows the types of |. */
function readRooms(): readonly Room[] {
  const rows = read('docs/architecture.md').match(/^\| `[^|]+` \|[^|]*\|[^|]*\|[^|]*\|$/gm) ?? []
  const names = (cell: string | undefined) =>
    [...(cell ?? '').matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '')
  return rows.map((row) => {
    const [, name, , worksWith, knowsTypesOf] = row.split('|')
    return { name: names(name)[0] ?? '', worksWith: names(worksWith), knowsTypesOf: names(knowsTypesOf) }
  })
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path)
}

/**
 * The first folder below src/, or the file itself where it stands there alone. A room's commands.ts is its outermost part
 * and counts as `commands`, whosever it is.
 */
function roomOf(path: string): string {
  return path.endsWith('/commands.ts') ? 'commands' : (path.split('/')[1] ?? '')
}

interface Arrow {
  readonly from: string
  readonly to: string
  readonly types: boolean
}

/** From room to room, each arrow once; types alone where nothing of it is left at run time. */
function arrows(): readonly Arrow[] {
  const walked = new Map<string, Arrow>()
  for (const { path, imports } of house) {
    for (const { to: target, ours, types } of imports) {
      const [from, to] = [roomOf(path), roomOf(target)]
      if (!ours || from === to) continue
      const before = walked.get(`${from} ${to}`)
      walked.set(`${from} ${to}`, { from, to, types: types && before?.types !== false })
    }
  }
  return [...walked.values()]
}

function line({ from, to, types }: Arrow): string {
  return `${from} ${types ? 'knows types of' : 'works with'} ${to}`
}

/** `src/file.ts:12: word` for each word that `is` forbidden. */
function said(within: readonly SourceFile[], is: (word: Word) => boolean): readonly string[] {
  return within.flatMap(({ path, words }) =>
    words.filter(is).map((word) => `${path}:${word.line}: ${word.text.trim().slice(0, 80)}`),
  )
}

describe('the house', () => {
  it('was read whole: the compiler and a walk through the folders find the same files', () => {
    expect(files.map(({ path }) => path).sort()).toEqual(
      [...findSource('src', 'test', 'bench', 'examples')].sort(),
    )
    expect(house.length).toBeGreaterThan(200)
    expect(house.flatMap(({ imports }) => imports).length).toBeGreaterThan(1000)
  })

  it('has the rooms that docs/architecture.md names, and no other', () => {
    const found = [...new Set(house.map(({ path }) => roomOf(path)))]
    expect(found.sort()).toEqual(rooms.map(({ name }) => name).sort())
  })

  it('walks the arrows of docs/architecture.md, every one, and no other', () => {
    const written = rooms.flatMap(({ name: from, worksWith, knowsTypesOf }) => [
      ...worksWith.map((to) => line({ from, to, types: false })),
      ...knowsTypesOf.map((to) => line({ from, to, types: true })),
    ])
    expect(arrows().map(line).sort()).toEqual(written.sort())
  })

  it('has no circle of rooms: each imports only from rooms that stand above it in the table', () => {
    const place = new Map(rooms.map(({ name }, index) => [name, index]))
    const upwards = arrows().filter(({ from, to }) => (place.get(to) ?? 0) >= (place.get(from) ?? 0))
    expect(upwards.map(line)).toEqual([])
  })

  it('has no circle of files, types included: what two say of each other stands in a third', () => {
    let left = house.map(({ path, imports }) => ({
      path,
      to: imports.filter(({ ours }) => ours).map((one) => one.to),
    }))
    for (let before = left.length + 1; left.length < before; ) {
      before = left.length
      const paths = new Set(left.map(({ path }) => path))
      left = left.filter(({ to }) => to.some((path) => paths.has(path)))
    }
    // Who leads into a circle is left as well.
    expect(left.map(({ path }) => path)).toEqual([])
  })

  it('keeps the fences that no table may move: kernel, factors, programme, mail, web, and the start', () => {
    const breaches = arrows().filter(
      ({ from, to }) =>
        IMPORTED_BY[to]?.includes(from) === false || IMPORTS_ONLY[from]?.includes(to) === false,
    )
    expect(breaches.map(line)).toEqual([])
  })

  it('names every folder and file by its business, never utils, helpers, common, services, lib or shared', () => {
    const vague = /(^|\/)(utils?|helpers?|commons?|services?|libs?|shared|misc)(\/|\.tsx?$)/
    expect(files.map(({ path }) => path).filter((path) => vague.test(path))).toEqual([])
  })

  it('has a README of at most 30 lines in every room, which says what is never there', () => {
    const folders = rooms
      .map(({ name }) => name)
      .filter((name) => name !== 'commands' && !name.endsWith('.ts'))
    const below = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    const readmes = below.filter((path) => path.endsWith('README.md'))
    expect(folders.filter((room) => !readmes.includes(join(room, 'README.md')))).toEqual([])
    const texts = readmes.map((path) => ({ path, text: read(join('src', path)) }))
    expect(texts.filter(({ text }) => text.split('\n').length > 31).map(({ path }) => path)).toEqual([])
    expect(texts.filter(({ text }) => !text.includes('Never here:')).map(({ path }) => path)).toEqual([])
  })

  it(`has no file over ${LONGEST_FILE} lines, no test over ${LONGEST_TEST}, but for tables that may only shrink`, () => {
    const limit = (path: string) => (isTest(path) || path.startsWith('test/') ? LONGEST_TEST : LONGEST_FILE)
    const long = files.filter(({ path, lines }) => lines > limit(path))
    expect(long.map(({ path, lines }) => `${path}: ${lines}`)).toEqual([])
  })
})

describe('a rule', () => {
  const rules = house.filter(({ path }) => path.includes('/rules/'))

  it('takes values from kernel and other rules alone; of anything else it knows the types', () => {
    const elsewhere = rules.flatMap(({ path, imports }) =>
      imports
        .filter(({ to, types }) => !types && !to.startsWith('src/kernel/') && !to.includes('/rules/'))
        .map(({ to, line: at }) => `${path}:${at}: ${to}`),
    )
    expect(rules.length).toBeGreaterThan(40)
    expect(elsewhere).toEqual([])
  })

  it('is pure: nothing async, nothing thrown, no timer, and neither the real clock nor real randomness', () => {
    const impure = new Set(['async', 'await', 'throw'])
    const outside = new Set(['setTimeout', 'setInterval', 'setImmediate', 'process', 'fetch', 'Promise'])
    const found = said(rules, ({ is, text }) =>
      is === 'keyword' ? impure.has(text) : is === 'name' && outside.has(text),
    )
    expect(found).toEqual([])
    const system = rules.flatMap(({ imports }) => imports).filter(({ to }) => to === 'src/kernel/system.ts')
    expect(system).toEqual([])
  })
})

describe('time and randomness', () => {
  // A Date made from an instant, for a library that wants one, reads no clock; one made from nothing does.
  const READS = new Set([
    ...['Temporal.Now', 'Date.now', 'new Date()', 'performance.now', 'process.hrtime'],
    ...[
      'Math.random',
      'randomBytes',
      'randomInt',
      'randomUUID',
      'randomFill',
      'randomFillSync',
      'getRandomValues',
    ],
  ])

  it('are read in src/kernel/system.ts and nowhere else', () => {
    const found = said(house, ({ is, text }) => is === 'name' && READS.has(text))
    expect(found.filter((place) => !place.startsWith('src/kernel/system.ts:'))).toEqual([])
    expect(found).not.toEqual([])
  })

  it('are never asked of the database, but for its offset to our clock', () => {
    const clock =
      /\bnow\(\)|\b(current|local)_?(timestamp|date|time)\b|\b(clock|statement|transaction)_timestamp\b/i
    const uuid = /\bgen_random_uuid\b|\brandom\(\)/i
    const asks = (text: string) => clock.test(text) || uuid.test(text)
    const source = said(house, ({ is, text }) => is === 'literal' && asks(text))
    expect(source.filter((place) => !place.startsWith('src/db/measure-clock-offset.ts:'))).toEqual([])
    expect(source).not.toEqual([])
    const migrations = readdirSync(join(ROOT, 'migrations')).filter((file) => file.endsWith('.sql'))
    expect(migrations.length).toBeGreaterThan(5)
    expect(
      migrations.filter((file) => asks(read(join('migrations', file)).replaceAll(/--.*$/gm, ''))),
    ).toEqual([])
  })
})

describe('a page', () => {
  // Each of these ends in markup that nobody escaped, or in what the Content-Security-Policy refuses.
  const ATTRIBUTES = new Set(['style', 'dangerouslySetInnerHTML'])
  const NAMES = new Set(['dangerouslySetInnerHTML', 'Suspense', 'ErrorBoundary', 'renderToReadableStream'])
  const MODULES = /^hono\/(html|jsx|css)/

  it('has no raw markup, no inline style and nothing streamed', () => {
    const pages = house.filter(({ path }) => path.endsWith('.tsx'))
    expect(pages.length).toBeGreaterThan(30)
    expect(
      said(
        house,
        ({ is, text }) => (is === 'attribute' && ATTRIBUTES.has(text)) || (is === 'name' && NAMES.has(text)),
      ),
    ).toEqual([])
    const modules = house.flatMap(({ path, imports }) =>
      imports.filter(({ to }) => MODULES.test(to)).map(({ to, line: at }) => `${path}:${at}: ${to}`),
    )
    expect(modules).toEqual([])
  })

  it('leaves with the headers it is given: one told to the context would not go with it', () => {
    const showing = house.filter(({ imports }) =>
      imports.some(({ to, types }) => !types && to === 'src/web/answer.ts'),
    )
    expect(showing.length).toBeGreaterThan(30)
    expect(showing.map(({ path }) => path).filter((path) => /\bc\.header\(/.test(read(path)))).toEqual([])
  })

  it('is markup by JSX alone: nobody else says of a text that it is escaped', () => {
    const makers = house.filter(({ imports }) =>
      imports.some(({ to, types }) => !types && to === 'src/web/markup.ts'),
    )
    expect(makers.map(({ path }) => path)).toEqual(['src/web/jsx-runtime.ts'])
  })
})
