import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { testDatabase } from '../../test/support/database.ts'
import { bringIn, onLongWork, type Rows, temporaryFolder } from '../../test/support/directory-files.ts'
import { writeCell } from '../kernel/csv-cell.ts'
import { exportDirectory } from './export-directory.ts'
import { makeDirectory } from './generate/make-directory.ts'
import { FILES } from './rules/files.ts'

const GROUPS = [
  { name: 'All', functions: ['ccms.online', 'ccms.overnight'], isForUsers: true },
  { name: '=Security, "all"', functions: ['dms.security'], isForUsers: false },
]
/** Names that a spreadsheet would run, quote or trip over. */
const HOSTILE = [
  '=1+1',
  "'=HYPERLINK(1)",
  '-Lau',
  '@all',
  '"Quoted, Limited"',
  "'t Hart",
  '+852',
  '陳大文',
  'A|B',
]

const size = fc.record({
  users: fc.integer({ min: 6, max: 40 }),
  participants: fc.integer({ min: 1, max: 6 }),
  seed: fc.string({ maxLength: 4 }),
  names: fc.array(fc.constantFrom(...HOSTILE), { minLength: 40, maxLength: 40 }),
})

/** A made-up directory, with the names of people replaced by hostile ones. */
function rowsOf({ names, ...made }: typeof size extends fc.Arbitrary<infer T> ? T : never): Rows {
  const rows = Object.fromEntries(FILES.map(({ name }) => [name, [] as string[]]))
  const nameOf = new Map<string, string>()
  for (const { file, cells } of makeDirectory(made, GROUPS)) {
    const [id = ''] = cells
    if (!nameOf.has(id)) nameOf.set(id, names[nameOf.size % names.length] ?? '')
    const changed = file === 'people.csv' ? cells.with(2, nameOf.get(id) ?? '') : cells
    rows[file]?.push(changed.map(writeCell).join(','))
  }
  return rows
}

it('an export, brought in again, changes nothing, and no cell of it is run by a spreadsheet', async () => {
  await fc.assert(
    fc.asyncProperty(size, async (made) => {
      const test = await testDatabase()
      try {
        const applied = await bringIn(test.url, rowsOf(made))
        const folder = temporaryFolder()
        await onLongWork(test.url, (work) => exportDirectory(work, folder, () => undefined))
        const again = await bringIn(test.url, folder, { apply: false })
        expect(again).toMatchObject({
          outcome: 'nothing-to-change',
          digest: applied.digest,
          changes: { count: 0 },
        })
        for (const { name } of FILES)
          expect(readFileSync(join(folder, name), 'utf8')).not.toMatch(/(^|,)"?[=+@-]/m)
      } finally {
        await test.drop()
      }
    }),
    { numRuns: 5 },
  )
})
