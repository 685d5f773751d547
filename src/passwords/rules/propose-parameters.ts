import type { HashParameters } from './hash-parameters.ts'

export interface Measured {
  readonly parameters: HashParameters
  readonly milliseconds: number
}

/** KiB. More memory costs an attacker's hardware more than more passes do (RFC 9106 section 4): so memory comes first. */
export const MEMORIES = [47_104, 65_536, 98_304, 131_072, 196_608, 262_144] as const
export const MOST_PASSES = 4

/** The most memory that fits into the target, and with it the most passes; undefined where not even the least fits. */
export function proposeParameters(measured: readonly Measured[], target: number): Measured | undefined {
  return measured
    .filter(({ milliseconds }) => milliseconds <= target)
    .toSorted(
      (a, b) => b.parameters.memoryKiB - a.parameters.memoryKiB || b.parameters.passes - a.parameters.passes,
    )[0]
}

/** A logon costs one hash. What a morning is: so many people, on so many cores. */
export function morning(milliseconds: number, cores: number, people: number) {
  const perSecondAndCore = 1000 / milliseconds
  return { perSecondAndCore, seconds: people / (perSecondAndCore * cores) }
}
