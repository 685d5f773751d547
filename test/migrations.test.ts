import { expect, it } from 'vitest'
import { MIGRATIONS } from '../src/db/migrate.ts'
import { readMigrations, stepOf } from '../src/db/read-migrations.ts'

/** The schema began with these: no program was ever served by less. */
const BEGINNING = 46

/** What a statement takes away from a program that was written before it. */
const TAKES_AWAY = [
  /\bdrop (table|column|function|view|type|constraint|trigger|policy|index)\b/,
  /\brename\b/,
  /\bset not null\b/,
  /\balter (column )?\w+ (set data )?type\b/,
  /\brevoke\b/,
  /\badd (constraint|check|unique|foreign key)\b(?![^;]*\bnot valid\b)/,
]

const withoutRemarks = (text: string) => text.replaceAll(/--.*$/gm, '').toLowerCase()

/** What a step makes it takes away from nobody: a function of its own is not everybody's from the start. */
function fromOthers(text: string): string {
  const statements = withoutRemarks(text)
  const made = [...statements.matchAll(/\bcreate function (\w+)/g)].map(([, name]) => name)
  return made.reduce<string>(
    (left, name) => left.replaceAll(`revoke execute on function ${name} from public`, ''),
    statements,
  )
}

it('each step that takes something away names the one that made it needless (adr/0048)', async () => {
  const files = await readMigrations(MIGRATIONS)
  const unnamed = files
    .filter(({ name, needs }) => stepOf(name) > BEGINNING && needs === null)
    .flatMap(({ name, text }) =>
      TAKES_AWAY.flatMap((pattern) => pattern.exec(fromOthers(text))?.[0] ?? []).map(
        (found) => `${name}: ${found}`,
      ),
    )
  expect(unnamed).toEqual([])
  expect(files.length).toBeGreaterThan(30)
})

it('no step locks two tables that are there: a logon that has one waits for the other', async () => {
  const files = (await readMigrations(MIGRATIONS)).filter(({ name }) => stepOf(name) > BEGINNING)
  const locked = files.map(({ name, text }) => {
    const made = new Set([...text.matchAll(/\bcreate table (\w+)/g)].map(([, table]) => table))
    const altered = new Set([...text.matchAll(/\balter table (\w+)/g)].map(([, table]) => table))
    return { name, tables: [...altered.difference(made)] }
  })
  expect(locked.filter(({ tables }) => tables.length > 1)).toEqual([])
})

it.each([
  'alter table account drop column nickname',
  'alter table account rename column nickname to name',
  'alter table account alter nickname set not null',
  'alter table account alter column nickname type int',
  'alter table account add constraint short check (length(nickname) < 9)',
])('%s takes something away', (statement) => {
  expect(TAKES_AWAY.some((pattern) => pattern.test(statement))).toBe(true)
})

it.each([
  'alter table account add nickname text',
  'alter table account add constraint short check (length(nickname) < 9) not valid',
  'create index concurrently on account (nickname)',
])('%s takes nothing away', (statement) => {
  expect(TAKES_AWAY.some((pattern) => pattern.test(statement))).toBe(false)
})
