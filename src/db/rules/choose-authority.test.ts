import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Epoch } from '../../kernel/ids.ts'
import { type Authority, FIRST, type ServerView } from '../authority.ts'
import { chooseAuthority } from './choose-authority.ts'

const of = (term: number, more: Partial<Authority> = {}): Authority => ({ ...FIRST, term, ...more })
const writable = (term: number): ServerView => ({ state: 'writable', authority: of(term), position: 0 })
const standby = (term: number): ServerView => ({ state: 'standby', authority: of(term), position: 0 })
const LOST: ServerView = { state: 'lost', reason: 'no answer' }

describe('the database that is written to', () => {
  it.each([
    ['the primary, its standby beside it', [writable(0), standby(0)], null, 0],
    ['the primary, whose standby is gone', [writable(0), LOST], of(0), 0],
    ['the promoted one, the old primary gone', [LOST, writable(1)], of(0), 1],
    ['the promoted one, the old primary back by itself', [writable(0), writable(1)], of(0), 1],
    ['the promoted one, for who starts only now', [writable(0), writable(1)], null, 1],
    ['the only one there is, behind an address that moves', [writable(3)], of(2), 0],
  ])('is %s', (_, views, known, server) => {
    expect(chooseAuthority(views, known)).toMatchObject({ choice: 'follow', server })
  })

  it.each([
    [
      'an old primary, once a higher term was seen (attack 60)',
      [writable(0), LOST],
      of(1),
      'of an older term than 1',
    ],
    [
      'an old primary, where a standby knows of a higher term',
      [writable(0), standby(1)],
      null,
      'of an older term than 1',
    ],
    [
      'two that take writes in one term',
      [writable(1), writable(1)],
      of(1),
      'two databases take writes in term 1',
    ],
    [
      'a restored one, by a node from before',
      [writable(1)],
      of(0, { epoch: 'primary/9' as Epoch }),
      'started anew',
    ],
  ])('is never %s', (_, views, known, reason) => {
    expect(chooseAuthority(views, known)).toEqual({
      choice: 'refuse',
      reason: expect.stringContaining(reason) as string,
    })
  })

  it('stays what it was while none takes writes', () => {
    expect(chooseAuthority([LOST, standby(0)], of(0))).toEqual({
      choice: 'stay',
      reason: 'no database takes writes (no answer; a standby)',
    })
  })

  it('never goes back in term, and is never a standby, whatever is seen', () => {
    const term = fc.nat(4)
    const view = fc.oneof(term.map(writable), term.map(standby), fc.constant(LOST))
    fc.assert(
      fc.property(fc.array(fc.array(view, { minLength: 1, maxLength: 3 }), { maxLength: 12 }), (looks) => {
        let known: Authority | null = null
        for (const views of looks) {
          const found = chooseAuthority(views, known)
          if (found.choice !== 'follow') continue
          expect(found.authority.term).toBeGreaterThanOrEqual(known?.term ?? 0)
          expect(views[found.server]?.state).toBe('writable')
          known = found.authority
        }
      }),
    )
  })
})

describe('a program whose last step is 41', () => {
  const needing = (needs: number): ServerView => ({
    ...{ state: 'writable', authority: of(0), position: 0, needs },
  })
  it('follows a schema that needs as much or less, and leaves one alone that took away what it needs', () => {
    for (const needs of [0, 40, 41])
      expect(chooseAuthority([needing(needs)], of(0), 41)).toMatchObject({ choice: 'follow', server: 0 })
    const reason = expect.stringContaining('ends at step 41, and must know 42')
    expect(chooseAuthority([needing(42)], of(0), 41)).toEqual({ choice: 'refuse', reason })
  })
})
