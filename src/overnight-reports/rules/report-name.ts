/** What a report may be called: it stands in a header and becomes a file on somebody's disk. */
export function isReportName(name: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(name)
}
