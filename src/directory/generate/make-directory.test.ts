import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeDirectory } from './make-directory.ts'

const GROUPS = [{ name: 'All', functions: ['ccms.online'], isForUsers: true }]
const made = (users: number, participants: number, seed = '1') => [
  ...makeDirectory({ users, participants, seed }, GROUPS),
]
const people = (rows: ReturnType<typeof made>) =>
  rows.filter(({ file, cells }) => file === 'people.csv' && cells[4] !== '')

describe('a made-up directory', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(made(200, 20)).toEqual(made(200, 20))
    expect(made(200, 20)).not.toEqual(made(200, 20, '2'))
  })

  it('has exactly so many User IDs of firms and so many firms', () => {
    const size = fc
      .integer({ min: 1, max: 30 })
      .chain((firms) => fc.record({ firms: fc.constant(firms), users: fc.integer({ min: firms, max: 300 }) }))
    fc.assert(
      fc.property(size, ({ users, firms }) => {
        const rows = made(users, firms)
        expect(new Set(people(rows).map(({ cells }) => cells[0])).size).toBe(users)
        expect(rows.filter(({ file }) => file === 'participants.csv')).toHaveLength(firms)
      }),
      { numRuns: 30 },
    )
  })

  it('has sole proprietors, firms of two, huge firms, and people of every kind', () => {
    const rows = people(made(3000, 100))
    const sizes = Map.groupBy(rows, ({ cells }) => cells[0]?.slice(0, 4))
    const counts = [...sizes.values()].map((all) => new Set(all.map(({ cells }) => cells[0])).size)
    expect(counts.filter((count) => count === 1)).toHaveLength(10)
    expect(counts.filter((count) => count === 2)).toHaveLength(30)
    expect(Math.max(...counts)).toBeGreaterThan(400)
    const has = (column: number, value: string) => rows.some(({ cells }) => cells[column] === value)
    for (const role of ['user', 'da-maker', 'da-checker', 'da-single']) expect(has(5, role)).toBe(true)
    for (const status of ['active', 'suspended']) expect(has(7, status)).toBe(true)
    expect(has(8, '')).toBe(true)
    const firmsOf = Map.groupBy(rows, ({ cells }) => cells[0])
    expect([...firmsOf.values()].some((all) => new Set(all.map(({ cells }) => cells[4])).size > 1)).toBe(true)
  })
})
