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

export function sameParameters(a: HashParameters, b: HashParameters): boolean {
  return a.memoryKiB === b.memoryKiB && a.passes === b.passes && a.lanes === b.lanes
}

const WRITTEN = /(?:^|\$)m=(\d{1,7}),t=(\d{1,4}),p=(\d{1,3})(?:\$|$)/

/** Reads `m=47104,t=1,p=1`, by itself or within a PHC string; undefined for anything else. */
export function parametersOf(text: string): HashParameters | undefined {
  const [, memoryKiB, passes, lanes] = WRITTEN.exec(text) ?? []
  if (memoryKiB === undefined) return undefined
  return { memoryKiB: Number(memoryKiB), passes: Number(passes), lanes: Number(lanes) }
}

export function writeParameters({ memoryKiB, passes, lanes }: HashParameters): string {
  return `m=${memoryKiB},t=${passes},p=${lanes}`
}
