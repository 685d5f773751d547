import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readConfig, settingNames } from '../config/read-config.ts'
import { packageRoot } from '../package-root.ts'

interface Row {
  readonly name: string
  readonly standard: string
}

/** `| NAME | default | …` of the table in docs/running.md. */
const rows: readonly Row[] = readFileSync(join(packageRoot, 'docs/running.md'), 'utf8')
  .split('\n')
  .map((line) => /^\| `(SALLYPORT_\w+)` \| (.*?) ?\|/.exec(line))
  .flatMap((cells) => (cells === null ? [] : [{ name: cells[1] ?? '', standard: cells[2] ?? '' }]))

describe('the table of settings in docs/running.md', () => {
  it('has each setting once, in the order of the program', () => {
    expect(rows.map(({ name }) => name)).toEqual(settingNames)
  })

  it('names a default for those that may be left out, and for no other', () => {
    const read = readConfig({}, undefined)
    const needed = read.ok ? [] : read.refusal.map((fault) => fault.split(' ')[0])
    expect(rows.filter(({ standard }) => standard === '').map(({ name }) => name)).toEqual(needed)
  })
})
