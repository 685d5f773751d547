/** `H-000123`: how a case is called on the telephone. */
export function sayCase(number: number): string {
  return `H-${String(number).padStart(6, '0')}`
}

export function parseCase(typed: string): number | undefined {
  const digits = /^H-(\d{6,9})$/.exec(typed)?.[1]
  return digits === undefined ? undefined : Number(digits)
}
