import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { temporaryFolder } from '../../test/support/directory-files.ts'
import { type TestNode, testNode } from '../../test/support/node.ts'
import { runReports } from './commands.ts'
import { folderStore } from './folder-store.ts'

const store = mkdtempSync(join(tmpdir(), 'sallyport-reports-'))
/** A business day of the shipped calendar, long ago by the clock that the command goes by: the system’s. */
const DAY = '2023-06-09'

let test: TestNode
beforeAll(async () => {
  test = await testNode()
  vi.stubEnv('SALLYPORT_DATABASE_URL', test.db.url)
  vi.stubEnv('SALLYPORT_REPORTS_FOLDER', store)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  rmSync(store, { recursive: true })
  await test.stop()
})

async function reports(...argv: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []]
  const status = await runReports(argv, {
    print: (line: string) => out.push(line),
    complain: (line: string) => err.push(line),
    ask: () => Promise.reject(new Error('nothing here is asked')),
    interrupted: () => Promise.reject(new Error('nothing here runs on')),
  })
  return { status, out: out.join('\n'), err: err.join('\n') }
}

function night(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder()
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  return folder
}

describe('sallyport reports', () => {
  it('says what it would publish and changes nothing; --apply does it; again there is nothing to do', async () => {
    const folder = night({ 'C00101/a.csv': 'a', 'C00102/b.csv': 'bb' })
    const publish = ['publish', folder, '--business-day', DAY]
    const dry = await reports(...publish)
    expect([dry.status, dry.out.split('\n')]).toEqual([
      1,
      [
        'new       C00101/a.csv  1 bytes',
        'new       C00102/b.csv  2 bytes',
        'Nothing was published. --apply does it.',
      ],
    ])
    expect(await Array.fromAsync(folderStore(store).keys())).toEqual([])
    const applied = await reports(...publish, '--apply', '--json')
    expect([applied.status, JSON.parse(applied.out).outcome]).toEqual([0, 'published'])
    expect(applied.err).toBe('1 of 2 published: C00101/a.csv\n2 of 2 published: C00102/b.csv')
    const again = await reports(...publish, '--apply')
    expect([again.status, again.out.split('\n').at(-1)]).toEqual([
      0,
      'Nothing to do: all of it is published.',
    ])
    writeFileSync(join(folder, 'C00101/a.csv'), 'amended')
    expect((await reports(...publish)).out).toContain('replaces  C00101/a.csv  7 bytes')
  })

  it('counts who has reports of a day, and holds only once everybody has', async () => {
    const counted = await reports('count', '--business-day', DAY)
    expect(counted.status).toBe(1)
    expect(counted.out).toMatch(/^C00102 {2}1 report, 2 bytes$/m)
    expect(counted.out).toMatch(/^C00103 {2}not yet published$/m)
    expect(counted.out.split('\n').at(-1)).toBe('2 of 12 participants have reports of 2023-06-09.')
  })

  it('publishes nothing of a folder with a fault, for no day that is none, and says what is wanted', async () => {
    const good = night({ 'C00101/c.csv': 'c' })
    const faulty = night({ 'C00101/c.csv': 'c', 'C00101/bad name.csv': 'c' })
    const cases = [
      [['publish', faulty, '--business-day', DAY, '--apply'], 'bad name.csv: a name has letters'],
      [['publish', join(good, 'nowhere'), '--business-day', DAY], 'nowhere: there is no such file or folder'],
      [['publish', good, '--business-day', '2023-06-10', '--apply'], '2023-06-10 is no business day'],
      [['publish', good, '--business-day', '2023-02-30'], '--business-day is a day such as'],
      [['publish', good], '--business-day is a day such as'],
      [['publish', '--business-day', DAY], 'wanted is publish and one FOLDER, or count'],
      [['list', '--business-day', DAY], 'wanted is publish and one FOLDER, or count'],
      [[], 'wanted is publish and one FOLDER, or count'],
      [['count', '--business-day', DAY, '--apply'], 'wanted is publish and one FOLDER, or count'],
    ] as const
    for (const [argv, said] of cases) {
      const answer = await reports(...argv)
      expect([argv, answer.status, answer.out]).toEqual([argv, 2, ''])
      expect(answer.err).toContain(said)
    }
    const rows = await test.database.read({ as: 'operations' }, (db) =>
      db.selectFrom('overnight_report').select('name').where('name', '=', 'c.csv').execute(),
    )
    expect(rows).toEqual([])
  })
})
