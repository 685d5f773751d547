import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'
import { LongestFirst } from './test/support/longest-first.ts'

const TESTS = '*.test.{ts,tsx}'
const DB = '*.db.test.ts'
/** These start servers and processes of their own, which one kind of PostgreSQL is enough for. */
const OWN_PROCESSES = ['test/faults/**', 'src/serve.db.test.ts', 'src/cli/sallyport.db.test.ts']

/** PostgreSQL for a project's tests: the npm package's, Debian's, or that of a folder. */
const postgres = (binaries: string) => ({
  globalSetup: 'test/support/postgres-for-tests.ts',
  env: { SALLYPORT_TEST_POSTGRES: binaries },
})
const eighteen = postgres(process.env['SALLYPORT_TEST_POSTGRES'] ?? 'npm')

/** What a test needs decides where it runs; all that touches SQL runs on both servers. `--project` runs one alone. */
const projects: Readonly<Record<string, TestProjectInlineConfiguration['test']>> = {
  journeys: { include: ['test/journeys/*.journey.test.ts'] },
  faults: { include: [`test/faults/${DB}`, ...OWN_PROCESSES.slice(1)], ...eighteen },
  db: { include: [`{src,test}/**/${DB}`], exclude: OWN_PROCESSES, isolate: false, ...eighteen },
  'db-debian': {
    include: [`{src,test}/**/${DB}`],
    exclude: OWN_PROCESSES,
    isolate: false,
    ...postgres('machine'),
  },
  pure: { include: [`{src,test}/**/${TESTS}`], exclude: ['**/*.{db,journey}.test.*'], isolate: false },
}

export default defineConfig({
  test: {
    reporters: ['default', './test/support/closing-line.ts'],
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    sequence: { sequencer: LongestFirst },
    projects: Object.entries(projects).map(([name, test]) => ({ extends: true, test: { name, ...test } })),
  },
})
