/** Which public origin a request is for. */
export type OriginOf = (host: string | undefined) => string | undefined

/**
 * The public origins are configuration, never what a request claims: `Host` only chooses among them. Behind a proxy it
 * must keep the name the browser typed.
 */
export function knownHosts(origins: readonly string[]): OriginOf {
  const byHost = new Map(origins.map((origin) => [new URL(origin).host, origin]))
  for (const origin of origins) {
    if (new URL(origin).origin !== origin || !origin.startsWith('https://'))
      throw new Error(`not a public origin: ${origin}`)
  }
  return (host) => byHost.get((host ?? '').toLowerCase().replace(/:443$/, ''))
}
