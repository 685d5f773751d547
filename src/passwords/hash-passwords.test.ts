import { describe, expect, it, vi } from 'vitest'
import { systemRandomness } from '../kernel/system.ts'
import { LEAST_PARAMETERS } from './rules/hash-parameters.ts'

// Files of a worker share its modules: what another has loaded hashes past the spy.
vi.resetModules()
vi.doMock('@node-rs/argon2', { spy: true })
const { parseOptions, verify } = await import('@node-rs/argon2')
const { makePasswordHasher } = await import('./hash-passwords.ts')

const cheap = { memoryKiB: 64, passes: 1, lanes: 1 }

function hasher(limits: { cores?: number; waiting?: number } = {}) {
  return makePasswordHasher({
    parameters: cheap,
    cores: 2,
    waiting: 10,
    randomness: systemRandomness,
    forTestsOnly: true,
    ...limits,
  })
}

async function hashOf(passwords: ReturnType<typeof hasher>, password: string): Promise<string> {
  const hashed = await passwords.hash(password, 'key')
  if (!hashed.ok) throw new Error(hashed.refusal)
  return hashed.value
}

describe('the password hasher', () => {
  it('verifies the password that was hashed, as it was typed: case, blanks and the last character count', async () => {
    const passwords = hasher()
    const phc = await hashOf(passwords, 'Vexing kites ')
    expect(phc).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
    expect(await passwords.verify(phc, 'Vexing kites ', 'key')).toEqual({ ok: true, value: true })
    for (const wrong of ['vexing kites ', 'Vexing kites', ' Vexing kites ', 'Vexing kites!', '']) {
      expect(await passwords.verify(phc, wrong, 'key')).toEqual({ ok: true, value: false })
    }
  })

  it('takes the same text from another keyboard: NFKC on both sides', async () => {
    const passwords = hasher()
    const phc = await hashOf(passwords, 'cafe\u0301 ｖｅｘｉｎｇ　１')
    expect(await passwords.verify(phc, 'café vexing 1', 'key')).toEqual({ ok: true, value: true })
    const plain = await hashOf(passwords, 'café vexing 1')
    expect(await passwords.verify(plain, 'cafe\u0301 ｖｅｘｉｎｇ　１', 'key')).toEqual({
      ok: true,
      value: true,
    })
  })

  it('reads long passwords to the end', async () => {
    const passwords = hasher()
    const phc = await hashOf(passwords, 'k'.repeat(255).concat('a'))
    expect(await passwords.verify(phc, 'k'.repeat(255).concat('b'), 'key')).toEqual({
      ok: true,
      value: false,
    })
  })

  it('salts: the same password hashes differently each time', async () => {
    const passwords = hasher()
    expect(await hashOf(passwords, 'vexing kites')).not.toBe(await hashOf(passwords, 'vexing kites'))
  })

  it('spends one hash on nobody too, and never says yes', async () => {
    const passwords = hasher()
    expect(await passwords.verify(null, 'vexing kites', 'key')).toEqual({ ok: true, value: false })
    expect(await passwords.verify(null, '', 'key')).toEqual({ ok: true, value: false })
    expect(passwords.hashed).toBe(2)
  })

  it('compares nobody with a string of the same shape and costs as a real one', async () => {
    const passwords = hasher()
    const real = await hashOf(passwords, 'vexing kites')
    vi.mocked(verify).mockClear()
    await passwords.verify(null, 'vexing kites', 'key')
    const compared = vi.mocked(verify).mock.calls.map(([phc]) => parseOptions(phc))
    expect(compared).toEqual([parseOptions(real)])
  })

  it('refuses above its queue length instead of hashing', async () => {
    const passwords = hasher({ cores: 1, waiting: 2 })
    const answers = await Promise.all(Array.from({ length: 6 }, () => passwords.verify(null, 'x', 'flood')))
    expect(answers.filter(({ ok }) => !ok)).toEqual(Array(3).fill({ ok: false, refusal: 'queue-full' }))
    expect(passwords.hashed).toBe(3)
  })

  it('refuses to be made with less than the least parameters, each of them, unless for tests only', () => {
    const settings = { cores: 1, waiting: 1, randomness: systemRandomness }
    for (const weaker of [{ memoryKiB: 47_103 }, { passes: 0 }, { lanes: 0 }]) {
      const parameters = { ...LEAST_PARAMETERS, ...weaker }
      expect(() => makePasswordHasher({ ...settings, parameters })).toThrow(RangeError)
    }
    expect(() => makePasswordHasher({ ...settings, parameters: LEAST_PARAMETERS })).not.toThrow()
  })
})
