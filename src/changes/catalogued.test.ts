import { describe, expect, it } from 'vitest'
import { seoch } from '../../test/support/programme-samples.ts'
import { catalogue } from '../catalogue.ts'
import type { ReadDb } from '../db/transaction.ts'
import { registerEmail } from '../emails/changes.ts'
import { done } from '../kernel/result.ts'
import { textsIn } from '../texts/texts.ts'
import { catalogued } from './catalogued.ts'
import { type ChangeKind, type ChangeLine, MOST_LINES } from './kind.ts'

const INPUT = { id: crypto.randomUUID(), accountId: crypto.randomUUID(), address: 'a@b.example' }
const known = { programme: seoch, participant: null, at: Temporal.Instant.from('2023-06-12T10:00Z') }
const nowhere = {} as ReadDb

const showing = (lines: readonly ChangeLine[]) => {
  const look = () => Promise.resolve(undefined)
  const propose: typeof registerEmail.propose = (input) =>
    done({ proposal: { ...input, participant: null }, concerns: 'many', lines, more: 0, before: '' })
  const kind: ChangeKind<never, never, never> = { ...registerEmail, look, propose } as never
  const asked = catalogued(kind).parse(INPUT)
  if (!asked.ok) throw new Error(asked.refusal.code)
  return asked.value
}

describe('a kind of change in the catalogue', () => {
  it('keeps what it names of an input, in one wording, and refuses what lacks it', () => {
    const parsed = (input: object) => catalogue.get('email.register')?.parse(input)
    const one = parsed({ ...INPUT, state: 'applied' })
    const other = parsed(Object.fromEntries(Object.entries(INPUT).reverse()))
    expect(one).toMatchObject({ value: { input: JSON.stringify(INPUT, Object.keys(INPUT).sort()) } })
    expect(one?.ok && one.value.input).toBe(other?.ok && other.value.input)
    expect(parsed({ ...INPUT, accountId: 'no id' })).toEqual({
      ...{ ok: false, refusal: { code: 'malformed', field: 'accountId' } },
    })
  })

  it('of many accounts concerns everybody, unless it can tell', async () => {
    expect(await showing([]).concernsAny(nowhere, [])).toBe(true)
  })

  it('shows at most 200 lines', async () => {
    const line: ChangeLine = { about: 'A', field: 'email', before: null, after: 'a@b.example' }
    const drafted = await showing(Array(MOST_LINES).fill(line)).draft(nowhere, known)
    expect(drafted.ok).toBe(true)
    await expect(showing(Array(MOST_LINES + 1).fill(line)).draft(nowhere, known)).rejects.toThrow(
      'too many lines',
    )
  })

  it('has a name in both languages', () => {
    for (const id of catalogue.keys())
      expect(textsIn('zh-Hant').changes.kinds[id]).not.toBe(textsIn('en').changes.kinds[id])
  })
})
