import { expect, it } from 'vitest'
import { FIRST, type ServerView } from '../../db/authority.ts'
import { judgeRestored } from './restored.ts'

const at = (state: 'writable' | 'standby', term: number): ServerView => ({
  ...{ state, position: 1 },
  authority: { ...FIRST, term },
})
const LOST: ServerView = { state: 'lost', reason: 'gone' }

it('a backup comes up beside no site that has taken over since, and nothing else is taken for the backup', () => {
  const against = (own: ServerView, other: ServerView) => judgeRestored({ own, other }).length
  expect(against(at('writable', 3), LOST)).toBe(0)
  expect(against(at('writable', 3), at('standby', 3))).toBe(0)
  expect(against(at('writable', 3), at('standby', 4))).toBe(1)
  expect(against(at('writable', 3), at('writable', 3))).toBe(1)
  expect(against(at('writable', 3), at('writable', 4))).toBe(2)
  expect(against(at('standby', 3), LOST)).toBe(1)
  expect(against(LOST, at('writable', 3))).toBe(1)
})
