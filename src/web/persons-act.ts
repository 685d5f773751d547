import type { Context } from 'hono'

/**
 * Whether a person asked for this page: not a script, an image or a prefetch, which keep nobody's logon session alive
 * (attack 29). Browsers say so themselves (Fetch Metadata); of one that says nothing every request is taken for an act.
 */
export function isPersonsAct(c: Context): boolean {
  const destination = c.req.header('sec-fetch-dest') ?? 'document'
  const purpose = c.req.header('sec-purpose') ?? c.req.header('purpose') ?? ''
  return destination === 'document' && !purpose.includes('prefetch')
}
