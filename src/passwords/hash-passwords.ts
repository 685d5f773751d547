import { hash, verify } from '@node-rs/argon2'
import { makeFairQueue } from '../kernel/fair-queue.ts'
import type { Randomness } from '../kernel/randomness.ts'
import type { Result } from '../kernel/result.ts'
import { type HashParameters, isStrongEnough } from './rules/hash-parameters.ts'
import { preparePassword } from './rules/prepare-password.ts'

/**
 * `key` says who takes turns with whom in the queue: the caller's source network or account. `queue-full` is a 503 with
 * Retry-After, never a wrong password.
 */
export interface PasswordHasher {
  /** A PHC string, `$argon2id$v=19$m=47104,t=1,p=1$salt$hash`. */
  hash(password: string, key: string): Promise<Result<string, 'queue-full'>>
  /** `null`, nobody's password, costs the same and is always false (attack 2). Rejects what is no PHC string. */
  verify(phc: string | null, password: string, key: string): Promise<Result<boolean, 'queue-full'>>
  /** How many hashes have been computed, verifications and those of nobody included. */
  readonly hashed: number
}

export interface HasherSettings {
  readonly parameters: HashParameters
  /** Hashes at once. Beyond 4 libuv's own pool is the limit, unless UV_THREADPOOL_SIZE is raised. */
  readonly cores: number
  /** Hashes that may wait; each holds one password in memory. At 11 ms a hash and core, 1000 are 11 s of one core. */
  readonly waiting: number
  readonly randomness: Randomness
  /** Lets cheap parameters through. `serve` has no way to say so. */
  readonly forTestsOnly?: true
}

const SALT_BYTES = 16
const HASH_BYTES = 32

/** Throws RangeError on parameters below LEAST_PARAMETERS: the configuration has refused them before. */
export function makePasswordHasher(settings: HasherSettings): PasswordHasher {
  const { parameters, randomness } = settings
  if (!isStrongEnough(parameters) && settings.forTestsOnly !== true) {
    throw new RangeError('argon2id parameters below the least allowed')
  }
  const queue = makeFairQueue({ running: settings.cores, waiting: settings.waiting })
  const nobodys = nobodysHash(parameters, randomness)
  let hashed = 0
  return {
    hash: (password, key) =>
      queue.run(key, () => {
        hashed += 1
        return hash(preparePassword(password), {
          memoryCost: parameters.memoryKiB,
          timeCost: parameters.passes,
          parallelism: parameters.lanes,
          outputLen: HASH_BYTES,
          salt: randomness.bytes(SALT_BYTES),
        })
      }),
    verify: (phc, password, key) =>
      queue.run(key, async () => {
        hashed += 1
        const matches = await verify(phc ?? nobodys, preparePassword(password))
        return matches && phc !== null
      }),
    get hashed() {
      return hashed
    },
  }
}

/** A PHC string that nothing was hashed to: as costly to compare with as a real one of the same parameters. */
function nobodysHash({ memoryKiB, passes, lanes }: HashParameters, randomness: Randomness): string {
  const base64 = (length: number) =>
    Buffer.from(randomness.bytes(length)).toString('base64').replaceAll('=', '')
  return `$argon2id$v=19$m=${memoryKiB},t=${passes},p=${lanes}$${base64(SALT_BYTES)}$${base64(HASH_BYTES)}`
}
