/** A serial as people compare it with a card: in groups of four from its end, as numbers are. */
export function saySerial(serial: string): string {
  return serial.toUpperCase().replaceAll(/(?!^)(?=(?:.{4})+$)/g, ' ')
}
