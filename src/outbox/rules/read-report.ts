/** What a delivery report says of the one mail it is about. */
export interface Bounce {
  /** `5.1.1` (RFC 3463), or '' where it gives none. */
  readonly status: string
  /** The words of the mail system that would not have it. */
  readonly answer: string
}

/**
 * Reads the machine's part of a report (message/delivery-status, RFC 3464 section 2). Undefined where it says of nobody
 * that delivery failed for good: `delayed`, `delivered`, `relayed` and `expanded` are no bounces (section 2.3.3).
 */
export function readReport(status: string): Bounce | undefined {
  // The first group of fields is about the message, each further one about a recipient; ours had one.
  const [, ...recipients] = status
    .replace(/\r\n?/g, '\n')
    .trim()
    .split(/\n[ \t]*\n+/)
  const failed = recipients.map(fieldsOf).find((fields) => fields.get('action')?.toLowerCase() === 'failed')
  if (failed === undefined) return undefined
  const code = /^[245]\.\d{1,3}\.\d{1,3}/.exec(failed.get('status') ?? '')?.[0] ?? ''
  const words = (failed.get('diagnostic-code') ?? '').replace(/^[\w-]+\s*;\s*/, '')
  return { status: code, answer: words === '' ? code : words }
}

/** Continued lines are one field (RFC 5322, section 2.2.3); of a field given twice the first counts. */
function fieldsOf(group: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  for (const line of group.replace(/\n[ \t]+/g, ' ').split('\n')) {
    const [, name = '', value = ''] = /^([\w-]+)[ \t]*:[ \t]*(.*)$/.exec(line) ?? []
    const key = name.toLowerCase()
    if (key !== '' && !fields.has(key)) fields.set(key, value.trim())
  }
  return fields
}
