/** `1,000,000`. */
export function howMany(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** `1 person`, `4,812 people`. */
export function people(count: number): string {
  return `${howMany(count)} ${count === 1 ? 'person' : 'people'}`
}

export interface Part {
  readonly count: number
  readonly ink: string
}

/** One bar of `width` characters: each part in its ink, in proportion, and never nothing for somebody. */
export function bar(parts: readonly Part[], width: number): string {
  const total = parts.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return ''
  const lengths = parts.map(({ count }) =>
    count === 0 ? 0 : Math.max(1, Math.round((width * count) / total)),
  )
  const over = lengths.reduce((sum, length) => sum + length, 0) - width
  const longest = lengths.indexOf(Math.max(...lengths))
  return parts
    .map(({ ink }, index) => ink.repeat(Math.max(0, (lengths[index] ?? 0) - (index === longest ? over : 0))))
    .join('')
}
