import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'
import { LongestFirst } from './test/support/longest-first.ts'

const TESTS = '*.test.{ts,tsx}'
const DB = '{src,test}/**/*.db.test.ts'
/** What a page shows and a form takes: the SQL beneath is of rooms whose own tests run all of it on both servers. */
const PAGES = ['src/surfaces/**/*.db.test.ts', 'test/**/*.page.test.ts']
/** These start servers and processes of their own: what they prove is the same over either PostgreSQL. */
const PROCESSES = ['test/faults/*.test.ts', '{src,test}/**/*.process.test.ts']

/** PostgreSQL for a project's tests: the npm package's, Debian's, or that of a folder. */
const postgres = (binaries: string) => ({
  globalSetup: 'test/support/postgres-for-tests.ts',
  env: { SALLYPORT_TEST_POSTGRES: binaries },
})
const eighteen = postgres(process.env['SALLYPORT_TEST_POSTGRES'] ?? 'npm')

/** What a test needs decides where it runs; all SQL runs on both servers. `--project` runs one alone. */
const projects: Readonly<Record<string, TestProjectInlineConfiguration['test']>> = {
  journeys: { include: ['test/journeys/*.journey.test.ts'] },
  processes: { include: PROCESSES, isolate: false, ...eighteen },
  db: { include: [DB, ...PAGES], exclude: PROCESSES, isolate: false, ...eighteen },
  'db-debian': { include: [DB], exclude: [...PROCESSES, ...PAGES], isolate: false, ...postgres('machine') },
  pure: {
    include: [`{src,test}/**/${TESTS}`],
    exclude: ['**/*.{db,page,process,journey}.test.*'],
    isolate: false,
  },
}

export default defineConfig({
  // Pages are written as in the built program: no second runtime for development.
  oxc: { jsx: { runtime: 'automatic', importSource: '#pages', development: false } },
  test: {
    reporters: ['default', './test/support/closing-line.ts'],
    // One more than the cores that a run can count on: processes mostly wait (adr/0057).
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    setupFiles: 'test/support/same-cases.ts',
    sequence: { sequencer: LongestFirst },
    projects: Object.entries(projects).map(([name, test]) => ({ extends: true, test: { name, ...test } })),
  },
})
