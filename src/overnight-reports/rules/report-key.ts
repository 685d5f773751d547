/** Whether bytes of ours may lie under this name: a report's id, which no file of somebody else is called by. */
export function isReportKey(key: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(key)
}
