import type { Epoch, SiteId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/** `standalone`: commits wait for no standby. */
export type SiteMode = 'paired' | 'standalone'

/** One row (migration 0037). */
export interface AuthorityTable {
  alone: boolean
  term: number
  site: SiteId
  mode: SiteMode
  epoch: Epoch
  since: Instant | null
  reference: string | null
}
