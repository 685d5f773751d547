/** `E-00042`: never six digits in a row, as only a code in a letter has (src/mail). */
export function registrationNumber(number: number): string {
  const digits = String(number).padStart(5, '0')
  return `E-${digits.length > 5 ? `${digits.slice(0, -4)}-${digits.slice(-4)}` : digits}`
}
