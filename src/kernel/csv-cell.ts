/** What a spreadsheet takes for a formula (OWASP, CSV injection), behind any number of apostrophes. */
const FORMULA = /^'*[=+\-@]/

export function isFormula(cell: string): boolean {
  return FORMULA.test(cell)
}

/** A text as a cell that no spreadsheet runs, and in quotation marks where RFC 4180 wants them. */
export function writeCell(text: string): string {
  const inert = isFormula(text) ? `'${text}` : text
  return /[",\r\n]|^\s|\s$/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert
}
