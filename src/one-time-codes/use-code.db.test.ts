import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anAttempt, at } from '../../test/contracts/otp-channel-attempt.ts'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import type { Epoch } from '../kernel/ids.ts'
import { systemRandomness } from '../kernel/system.ts'
import { sealingKeys } from '../sealing/keys.ts'
import { makeSealer } from '../sealing/seal.ts'
import type { Asked } from './channel.ts'
import { issueCode } from './issue-code.ts'
import { spendCode, takePasscodeTry } from './store.ts'
import { useCode } from './use-code.ts'

const sealer = makeSealer(sealingKeys([{ id: 1, secret: systemRandomness.bytes(32) }]), systemRandomness)
const tools = { sealer, randomness: systemRandomness }

let copy: TestDatabase
beforeAll(async () => {
  copy = await testDatabase()
})
afterAll(() => copy.drop())

const attempt = (): Promise<Asked> => anAttempt(copy.database, 'email', () => null)
const issue = async (asked: Asked) =>
  (await copy.database.write({ as: 'sign-in' }, (tx) => issueCode(tx, tools, asked))).code
const use = async (asked: Asked, typed: string) => {
  const answer = await copy.database.write({ as: 'sign-in' }, (tx) => useCode(tx, sealer, asked, typed))
  return answer.ok ? answer.value : answer.refusal
}

describe('a code that was issued', () => {
  it('stays good when another is asked for, to its own expiry; the other then lives on', async () => {
    const asked = await attempt()
    const first = await issue(asked)
    const later = { ...asked, at: at.add({ minutes: 6 }) }
    const second = await issue(later)
    expect(await use({ ...asked, at: at.add({ minutes: 10 }) }, first)).toBe('expired')
    expect(await use({ ...asked, at: at.add({ minutes: 10 }) }, second)).toBe('accepted')
    const again = await attempt()
    const [early, late] = [await issue(again), await issue(again)]
    expect([await use(again, early), await use(again, late)]).toEqual(['accepted', 'accepted'])
  })

  it('counts in its own attempt only, and in another of the same person neither works nor is spent', async () => {
    const [one, two] = [await attempt(), await attempt()]
    const code = await issue(one)
    await issue(two)
    expect(await use(two, code)).toBe('wrong')
    expect(await use(one, code)).toBe('accepted')
  })

  it('has each try of its attempt counted, and none of another attempt', async () => {
    const [one, two] = [await attempt(), await attempt()]
    for (const asked of [one, one, two]) await issue(asked)
    await use(one, '00000000')
    await use(one, '00000000')
    const triesOf = async ({ attemptId }: Asked) => {
      const rows = await copy.database.read({ as: 'sign-in' }, (db) =>
        db.selectFrom('one_time_code').select('tries').where('attempt_id', '=', attemptId).execute(),
      )
      return rows.map(({ tries }) => tries)
    }
    expect([await triesOf(one), await triesOf(two)]).toEqual([[2, 2], [0]])
  })

  it('counts for its own purpose only: the code that proves the email is no passcode for a logon', async () => {
    const asked = await attempt()
    const code = await issue({ ...asked, purpose: 'registered-email' })
    expect(await use(asked, code)).toBe('wrong')
    expect(await use({ ...asked, purpose: 'registered-email' }, code)).toBe('accepted')
  })

  it('counts in its own epoch only, also inside an attempt of another', async () => {
    const asked = await attempt()
    const code = await issue({ ...asked, epoch: 'primary/1' as Epoch })
    expect(await use(asked, code)).toBe('wrong')
  })

  it('is not in the database: neither the code nor a hash that its eight digits would betray', async () => {
    const asked = await attempt()
    const code = await issue(asked)
    const row = await copy.database.read({ as: 'sign-in' }, (db) =>
      db.selectFrom('one_time_code').selectAll().where('attempt_id', '=', asked.attemptId).executeTakeFirst(),
    )
    expect(JSON.stringify(row)).not.toContain(code)
    const otherKey = makeSealer(
      sealingKeys([{ id: 1, secret: systemRandomness.bytes(32) }]),
      systemRandomness,
    )
    const answer = await copy.database.write({ as: 'sign-in' }, (tx) => useCode(tx, otherKey, asked, code))
    expect(answer).toEqual({ ok: false, refusal: 'wrong' })
  })

  it('is spent by one of 20 who claim it at once, though all of them saw it unspent', async () => {
    const asked = await attempt()
    await issue(asked)
    const taken = await copy.database.write({ as: 'sign-in' }, (tx) => takePasscodeTry(tx, asked))
    const id = taken.ok ? taken.value[0]?.id : undefined
    if (id === undefined) throw new Error('no code')
    const claims = Array.from({ length: 20 }, () =>
      copy.database.write({ as: 'sign-in' }, (tx) => spendCode(tx, id, at)),
    )
    expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1)
  })
})

describe('an attempt without a code', () => {
  it('counts tries and calls every code wrong, as for somebody whom nobody mailed', async () => {
    const asked = await attempt()
    const answers = []
    for (let tries = 0; tries < 6; tries++) answers.push(await use(asked, '00000000'))
    expect(answers).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'wrong', 'no-tries-left'])
  })
})
