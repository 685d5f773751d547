import type { Draw } from './draw.ts'

/**
 * How many people each firm has: `users` in all. Of ten firms one is a sole proprietor and three have two people; the
 * others share the rest, the n-th largest by 1/n (Zipf), so that a few are huge. With fewer users than that takes, each
 * has one at least.
 */
export function firmSizes(users: number, firms: number, draw: Draw): readonly number[] {
  const large = Math.ceil(firms * 0.6)
  const least = Array.from({ length: firms }, (_, n) => (n < large ? 3 : n < firms * 0.9 ? 2 : 1))
  const sizes = sum(least) <= users ? least : least.map(() => 1)
  const spare = users - sum(sizes)
  const shares = Array.from({ length: large }, (_, n) => 1 / (n + 1))
  const whole = sum(shares)
  for (const [n, share] of shares.entries()) sizes[n] = (sizes[n] ?? 0) + Math.floor((spare * share) / whole)
  for (let rest = users - sum(sizes); rest > 0; rest--) {
    const lucky = draw.integer(large)
    sizes[lucky] = (sizes[lucky] ?? 0) + 1
  }
  return sizes
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
