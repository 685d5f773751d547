import { availableParallelism } from 'node:os'
import { type HasherSettings, makePasswordHasher, type PasswordHasher } from './hash-passwords.ts'
import { LEAST_PARAMETERS } from './rules/hash-parameters.ts'

/** Passwords that may wait for their turn: beyond this a caller is told to come back (503), not kept hanging. */
const HASHES_WAITING = 1000

/** The pool of a node; with the least parameters there are, where none are given. */
export function hashOnAllCores(
  settings: Pick<HasherSettings, 'randomness' | 'meter'> & Partial<HasherSettings>,
): PasswordHasher {
  return makePasswordHasher({
    parameters: LEAST_PARAMETERS,
    cores: availableParallelism(),
    waiting: HASHES_WAITING,
    ...settings,
  })
}
