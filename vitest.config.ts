import { defineConfig } from 'vitest/config'

const SERVED = '{db,journey}.test.{ts,tsx}'

/** Two projects: what needs PostgreSQL (or a browser) shares one server a run, what is pure starts without it. */
export default defineConfig({
  test: {
    reporters: ['default', './test/support/closing-line.ts'],
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'pure',
          include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', `**/*.${SERVED}`],
        },
      },
      {
        extends: true,
        test: {
          name: 'served',
          include: [`src/**/*.${SERVED}`, `test/**/*.${SERVED}`],
          globalSetup: 'test/support/postgres-for-tests.ts',
        },
      },
    ],
  },
})
