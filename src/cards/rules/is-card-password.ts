/** 6 to 8 digits, as the old system's are. */
export function isCardPassword(typed: string): boolean {
  return /^\d{6,8}$/.test(typed)
}
