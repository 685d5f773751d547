import { hash } from '@node-rs/argon2'
import type { HashParameters } from './rules/hash-parameters.ts'

const ROUNDS = 5

/** Milliseconds that one hash takes here, nothing else running: the middle one of a few, the first of them left out. */
export async function measureHash(
  { memoryKiB, passes, lanes }: HashParameters,
  ticks: () => number,
): Promise<number> {
  const options = { memoryCost: memoryKiB, timeCost: passes, parallelism: lanes, outputLen: 32 }
  const taken: number[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const began = ticks()
    await hash('a password of some length', options)
    if (round > 0) taken.push(ticks() - began)
  }
  return taken.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0
}
