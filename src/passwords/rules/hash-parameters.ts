/** Costs of argon2id (RFC 9106): memory `m` in KiB, passes `t`, lanes `p`. */
export interface HashParameters {
  readonly memoryKiB: number
  readonly passes: number
  readonly lanes: number
}

/** OWASP's first choice for argon2id; the least that is ever served. */
export const LEAST_PARAMETERS: HashParameters = { memoryKiB: 47_104, passes: 1, lanes: 1 }

export function isStrongEnough({ memoryKiB, passes, lanes }: HashParameters): boolean {
  return (
    memoryKiB >= LEAST_PARAMETERS.memoryKiB &&
    passes >= LEAST_PARAMETERS.passes &&
    lanes >= LEAST_PARAMETERS.lanes
  )
}
