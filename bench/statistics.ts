export function median(values: readonly number[]): number {
  return quantile(values, 0.5)
}

/** Of the nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
  if (value === undefined) throw new RangeError('a quantile of nothing')
  return value
}

/**
 * Cliff's delta: how often a value of `a` is greater than one of `b`, less how often it is smaller. 0 where nobody can
 * tell the two apart, 1 or -1 where everybody can; below 0.147 is called negligible (Romano and others, 2006).
 */
export function cliffsDelta(a: readonly number[], b: readonly number[]): number {
  let sum = 0
  for (const x of a) for (const y of b) sum += Math.sign(x - y)
  return sum / (a.length * b.length)
}

/** As a person reads it: three significant digits. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3))
}
