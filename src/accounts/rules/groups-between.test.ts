import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupsBetween } from './groups-between.ts'

const ALL = ['a', 'b', 'c', 'd'].map((id) => ({ id, name: `Group ${id}` }))
const some = fc.subarray(ALL)
const wanted = (groups: typeof ALL) => groups.map(({ id }) => ({ group: id, row: `row of ${id}` }))

describe('the groups between', () => {
  it('lead from those he is in to exactly those wanted, each left or joined once', () => {
    fc.assert(
      fc.property(some, some, (before, after) => {
        const between = groupsBetween(before, wanted(after), ALL)
        const left = new Set(between?.left.map(({ id }) => id))
        const stayed = before.filter(({ id }) => !left.has(id))
        const ids = [...stayed, ...(between?.joined ?? [])].map(({ id }) => id)
        expect(ids.toSorted()).toEqual(after.map(({ id }) => id))
        for (const { id, row } of between?.joined ?? []) expect(row).toBe(`row of ${id}`)
      }),
    )
  })

  it('say nothing changed where nothing does, whatever the order', () => {
    const between = groupsBetween(
      ALL.toReversed().slice(2).toReversed(),
      wanted(ALL.slice(0, 2).toReversed()),
      ALL,
    )
    expect(between).toMatchObject({
      left: [],
      joined: [],
      before: 'Group a, Group b',
      after: 'Group a, Group b',
    })
    expect(groupsBetween([], [], ALL)).toMatchObject({ before: null, after: null })
  })

  it('are none where a group is not one of the firm', () => {
    expect(groupsBetween([], [{ group: 'z', row: 'r' }], ALL)).toBeUndefined()
  })
})
