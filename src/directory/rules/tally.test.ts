import { expect, it } from 'vitest'
import { addUp, type Tally } from './tally.ts'

const line: Tally = {
  participant: 'C00101',
  rows: 9,
  before: 6,
  after: 7,
  added: 2,
  left: 1,
  missing: 1,
  conflicts: 1,
  changed: 1,
  unchanged: 2,
  errors: 0,
  digest: '',
}

it('adds up over participants, each of whose people is in exactly one column', () => {
  expect(addUp([line, line])).toMatchObject({ ok: true, value: { before: 12, after: 14, added: 4 } })
})

it.each(['before', 'after', 'added', 'left', 'missing', 'conflicts', 'changed', 'unchanged'] as const)(
  'is refused where one %s too many was counted',
  (count) => {
    expect(addUp([line, { ...line, [count]: line[count] + 1 }]).ok).toBe(false)
  },
)
