import { describe, expect, it } from 'vitest'
import { systemRandomness } from '../../src/kernel/system.ts'
import { makePasswordHasher } from '../../src/passwords/hash-passwords.ts'
import { LEAST_PARAMETERS } from '../../src/passwords/rules/hash-parameters.ts'

const passwords = makePasswordHasher({
  parameters: LEAST_PARAMETERS,
  cores: 1,
  waiting: 10,
  randomness: systemRandomness,
})

/** The reference implementation's own strings: phc-winner-argon2, src/test.c, version 19. */
describe('strings of the argon2 reference implementation', () => {
  it.each([
    '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
    '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4',
    '$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc',
  ])('verify: %s is "password"', async (phc) => {
    expect(await passwords.verify(phc, 'password', 'key')).toEqual({ ok: true, value: true })
    expect(await passwords.verify(phc, 'Password', 'key')).toEqual({ ok: true, value: false })
  })

  it('are what ours look like: argon2id, version 19, m = 47104, t = 1, p = 1', async () => {
    const hashed = await passwords.hash('password', 'key')
    expect(hashed.ok && hashed.value).toMatch(/^\$argon2id\$v=19\$m=47104,t=1,p=1\$/)
  })
})
