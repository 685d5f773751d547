import type { TestSession } from '../../programme/programme.ts'
import type { Branch } from '../branch.ts'

/** CCMS and DMS are the terminals'; Client Connect, the desk and the documents are the house's own. */
export type DoorsOf = 'terminals' | 'house'

/** The database that a page works on; `nowhere`: it lets nobody in. */
export type Lead = 'authority' | 'branch' | 'nowhere'

export interface SiteNow {
  /** Whether the authority lies at this site. */
  readonly isAuthority: boolean
  /** The newest branch that was not discarded. */
  readonly branch: Pick<Branch, 'state'> | null
  /** The test session that runs at this site. */
  readonly session: Pick<TestSession, 'carriedForward'> | null
}

type Line = readonly [lead: Lead, holds: (of: DoorsOf, site: SiteNow) => boolean]

/**
 * The first line that holds. What is decided at the desk must outlive a session that is thrown away, so it never runs on a
 * branch; and what such a session changes must not be kept, so without a branch it does not begin.
 */
const LINES: readonly Line[] = [
  ['authority', (of) => of === 'house'],
  ['branch', (_, { isAuthority, branch }) => !isAuthority && branch?.state === 'open'],
  ['nowhere', (_, { session }) => session?.carriedForward === false],
  ['authority', () => true],
]

/** Which database the doors of a site use now. Whether a door is open is not asked here, but of the programme. */
export function whereDoorsLead(of: DoorsOf, site: SiteNow): Lead {
  return LINES.find(([, holds]) => holds(of, site))?.[0] ?? 'nowhere'
}
