import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { packageRoot } from '../src/package-root.ts'

const read = (path: string) => readFileSync(join(packageRoot, path), 'utf8')
const between = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index)

/** What can be tried against what is built. */
const DUE = [between(1, 57), between(60, 67)].flat()

const rows = [...read('docs/attacks.md').matchAll(/^\| (\d+) \|([^|]+)\|([^|]+)\|([^|]+)\|$/gm)].map(
  ([, number, attack = '', guard = '', test = '']) => ({
    number: Number(number),
    attack: attack.trim(),
    guard: guard.trim(),
    test: test.trim(),
  }),
)

// `file`: *title*; *title*; `file`: *title*
function testsIn(cell: string): readonly { readonly file: string; readonly title: string }[] {
  return [...cell.matchAll(/`([^`]+)`: (\*[^*]+\*(?:; \*[^*]+\*)*)/g)].flatMap(([, file = '', titles = '']) =>
    [...titles.matchAll(/\*([^*]+)\*/g)].map(([, title = '']) => ({ file, title })),
  )
}

describe('docs/attacks.md', () => {
  it('has each attack that can be tried, once and in order', () => {
    expect(rows.map(({ number }) => number)).toEqual(DUE)
  })

  it('names a guard and a test of each, or says that it is not there yet', () => {
    const neither = rows.filter(
      ({ guard, test }) => !test.includes('Not there yet: ') && (guard === '' || testsIn(test).length === 0),
    )
    expect(neither).toEqual([])
  })

  it('names tests that stand in their files under that title', () => {
    const named = rows.flatMap(({ number, test }) => testsIn(test).map((told) => ({ number, ...told })))
    expect(named.length).toBeGreaterThan(60)
    const gone = named.filter(({ file, title }) => !read(file).includes(`'${title}`))
    expect(gone).toEqual([])
  })
})
