import { hash, verify } from '@node-rs/argon2'
import { type FairQueue, makeFairQueue } from '../kernel/fair-queue.ts'
import { type Meter, unmetered } from '../kernel/meter.ts'
import type { Randomness } from '../kernel/randomness.ts'
import type { Result } from '../kernel/result.ts'
import { type HashParameters, isStrongEnough, parametersOf, sameParameters } from './rules/hash-parameters.ts'
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
  /** Was this hashed with other parameters than those in force? Then it is to be hashed anew at the next chance. */
  isOutdated(phc: string): boolean
  /** How many hashes have been computed, verifications and those of nobody included. */
  readonly hashed: number
  /** Hashes that are computed and hashes that wait, now. */
  load: FairQueue['load']
}

export interface HasherSettings {
  readonly parameters: HashParameters
  /**
   * Parameters of hashes that may still be stored. While there are any, each verification costs one hash of every kind,
   * whoever was named: else the time would tell an old hash, and so that the account exists (attack 2).
   */
  readonly former?: readonly HashParameters[]
  /** Hashes at once. Beyond 4 libuv's own pool is the limit, unless UV_THREADPOOL_SIZE is raised. */
  readonly cores: number
  /** Hashes that may wait; each holds one password in memory. At 11 ms a hash and core, 1000 are 11 s of one core. */
  readonly waiting: number
  readonly randomness: Randomness
  readonly meter?: Meter
  /** Lets cheap parameters through. `serve` has no way to say so. */
  readonly forTestsOnly?: true
}

const SALT_BYTES = 16
const HASH_BYTES = 32

/** Throws RangeError on parameters below LEAST_PARAMETERS: the configuration has refused them before. */
export function makePasswordHasher(settings: HasherSettings): PasswordHasher {
  const { parameters, randomness, former = [], meter = unmetered } = settings
  if (!isStrongEnough(parameters) && settings.forTestsOnly !== true) {
    throw new RangeError('argon2id parameters below the least allowed')
  }
  const queue = makeFairQueue({ running: settings.cores, waiting: settings.waiting })
  const kinds = [parameters, ...former].map((of) => ({ of, nobodys: nobodysHash(of, randomness) }))
  const current = nobodysHash(parameters, randomness)
  let hashed = 0
  const inTurn = <T>(key: string, work: () => Promise<T>) => {
    const waited = meter.time('hash-wait')
    return queue.run(key, () => {
      waited()
      const computed = meter.time('hash')
      return work().finally(computed)
    })
  }
  const compare = (phc: string, password: string) => {
    hashed += 1
    return verify(phc, password)
  }
  return {
    hash: (password, key) =>
      inTurn(key, () => {
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
      inTurn(key, async () => {
        const prepared = preparePassword(password)
        const own = parametersOf(phc ?? current)
        const others = kinds.filter(({ of }) => own === undefined || !sameParameters(of, own))
        const matches = await compare(phc ?? current, prepared)
        if (former.length > 0) for (const { nobodys } of others) await compare(nobodys, prepared)
        return matches && phc !== null
      }),
    isOutdated: (phc) => {
      const own = parametersOf(phc)
      return own === undefined || !sameParameters(own, parameters)
    },
    get hashed() {
      return hashed
    },
    load: () => queue.load(),
  }
}

/** A PHC string that nothing was hashed to: as costly to compare with as a real one of the same parameters. */
function nobodysHash({ memoryKiB, passes, lanes }: HashParameters, randomness: Randomness): string {
  const base64 = (length: number) =>
    Buffer.from(randomness.bytes(length)).toString('base64').replaceAll('=', '')
  return `$argon2id$v=19$m=${memoryKiB},t=${passes},p=${lanes}$${base64(SALT_BYTES)}$${base64(HASH_BYTES)}`
}
