import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT, readSource } from '../support/read-source.ts'

/**
 * Attack 52: no entry point goes round maker and checker. Pages, verbs and jobs are read as the compiler reads them, so
 * that what will be written tomorrow is in it by itself.
 */
const house = readSource().filter(({ path }) => path.startsWith('src/') && !/\.test\.tsx?$/.test(path))

/** What firms and their people are, and what is decided for them: no row of it is written but by a change. */
const GUARDED = [
  ...['participant', 'participant_contact', 'participant_network', 'person', 'account', 'membership'],
  ...['access_right', 'registered_email', 'user_group', 'user_group_function', 'user_group_member'],
  'launch_decision',
]

/** Whoever else may reach what writes there, and why that is no way round. */
const OTHER_WAYS: Readonly<Record<string, string>> = {
  'src/directory/record-kinds.ts':
    'the registry’s files, by the verb `import`, which names two people and a digest',
  'src/launch/bring-extensions.ts':
    'to a branch, what two operators decided of its session at home: as recorded there, and thrown away with it',
  'src/housekeeping.ts': 'a role ends at the time with which it was approved',
}

const text = (path: string) => readFileSync(join(ROOT, path), 'utf8')

/** The tables that a file writes, by Kysely or by hand. */
function written(path: string): readonly string[] {
  const source = text(path)
  const built = source.matchAll(/\b(?:insertInto|updateTable|deleteFrom|mergeInto)\(\s*'(\w+)/g)
  const byHand = source.matchAll(
    /\b(?:insert\s+into|update|delete\s+from|merge\s+into|truncate)\s+(?:only\s+)?"?(\w+)"?/gi,
  )
  return [...built, ...byHand].map((match) => match[1] ?? '')
}

const writers = house.filter(({ path }) => written(path).some((table) => GUARDED.includes(table)))

/** A file of kinds of change, which the catalogue names: what it writes, it writes in their `apply`, which the engine alone calls (below). */
function offersKinds(path: string): boolean {
  return importersOf(path).includes('src/catalogue.ts') && !path.startsWith('src/changes/')
}

/** The demo seeds its made-up directory, and serves nobody else. */
function isAllowed(path: string): boolean {
  return offersKinds(path) || path.startsWith('src/demo/') || path in OTHER_WAYS
}

function importersOf(path: string): readonly string[] {
  return house
    .filter(({ imports }) => imports.some(({ to, types }) => to === path && !types))
    .map((file) => file.path)
}

/** Where one comes out, going from a file to those that load it, until something is a room's kinds of change. */
function waysOut(path: string, passed: Set<string> = new Set()): readonly string[] {
  if (isAllowed(path)) return [path]
  if (passed.has(path)) return []
  passed.add(path)
  const importers = importersOf(path)
  return importers.length === 0 ? [path] : importers.flatMap((importer) => waysOut(importer, passed))
}

describe('what firms and people are', () => {
  it('is written only by kinds of change, the import, the demo’s seeds, and a role’s own end', () => {
    expect(writers.length).toBeGreaterThanOrEqual(6)
    const astray = writers.flatMap(({ path }) =>
      waysOut(path)
        .filter((out) => !isAllowed(out))
        .map((out) => `${path} ← ${out}`),
    )
    expect(astray).toEqual([])
  })

  it('is not written under a name that this test can’t read', () => {
    const unread = house.filter(({ path }) =>
      /\b(?:insertInto|updateTable|deleteFrom|mergeInto)\(\s*[^')\s]/.test(text(path)),
    )
    expect(unread.map(({ path }) => path).filter((path) => !offersKinds(path))).toEqual([])
  })

  it('has no way out that is not used', () => {
    const used = new Set(writers.flatMap(({ path }) => waysOut(path)))
    expect(Object.keys(OTHER_WAYS).filter((way) => !used.has(way))).toEqual([])
  })
})

describe('a kind of change', () => {
  it('stands in a file that lets out nothing else that could act', () => {
    const kinds = house.filter(({ path }) => offersKinds(path))
    expect(kinds.length).toBeGreaterThanOrEqual(3)
    const besides = kinds.filter(({ path }) =>
      /^export (?:async )?(?:function|class|let|default)/m.test(text(path)),
    )
    expect(besides.map(({ path }) => path)).toEqual([])
  })

  it('is applied, and lifted, by the engine alone; and by the demo’s seeds', () => {
    const engine = ['catalogued.ts', 'make-request.ts', 'decide-request.ts'].map(
      (file) => `src/changes/${file}`,
    )
    // There `apply` is the option `--apply` of the verb.
    const verbs = ['directory/commands.ts', 'directory/import-directory.ts', 'sites/deeds/refuse-or.ts']
    const option = verbs.map((file) => `src/${file}`)
    const may = [...engine, ...option, 'src/demo/seed-directory.ts']
    const applying = house.flatMap(({ path, words }) =>
      words
        .filter(({ is, text: name }) => is === 'name' && /\.(?:apply|lift)$/.test(name))
        .map(({ line }) => `${path}:${line}`),
    )
    expect(applying.length).toBeGreaterThan(3)
    expect(applying.filter((place) => !may.includes(place.split(':')[0] ?? ''))).toEqual([])
  })
})
