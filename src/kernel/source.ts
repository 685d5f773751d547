/** Where a request comes from, as the socket and the browser cookie say it. */
export interface Source {
  readonly ip: string
  /** /24 of IPv4, /48 of IPv6 (web/edge.ts). */
  readonly network: string
  /** The browser cookie's value, 256 bits. */
  readonly browser: string
}
