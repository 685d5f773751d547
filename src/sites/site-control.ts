import type { SiteId } from '../kernel/ids.ts'

/** How the database of one site stands towards the other's. */
export interface ClusterState {
  /** `lost`: no server answers. */
  readonly role: 'writable' | 'standby' | 'lost'
  readonly timeline: number | null
  /** Last position written (writable) or replayed (standby), as PostgreSQL writes it: `0/3000148`. */
  readonly position: string | null
  /** Of those who stream from here. */
  readonly standbys: readonly {
    readonly name: string
    readonly synchronous: boolean
    readonly behindBytes: number
    /** How old the oldest is that it has not replayed, or how long nothing was heard of it; 0 where it has everything. */
    readonly behindSeconds: number
  }[]
}

/** Where a branch can be reached, and where in the standby's history it was taken. */
export interface BranchServer {
  readonly ownerUrl: string
  readonly superuserUrl: string
  readonly position: string
}

/**
 * The database servers of one site, on the host they run on: a port, since the demo's are started by the program and a
 * data centre's are not. Each deed may be repeated after a crash at any point, and does nothing where it is done already.
 * Rejects with a sentence for the engineer.
 */
export interface SiteControl {
  readonly site: SiteId
  look(): Promise<ClusterState>
  /**
   * Copies the running standby into a server of its own, on its own timeline, writable, without a standby; the standby
   * streams on. What an earlier try left half-made is made anew; a branch that runs is left as it is.
   */
  copyStandby(branch: number): Promise<BranchServer>
  /** That of a copy made whole, started if it stands still; null where there is none. */
  branchServer(branch: number): Promise<BranchServer | null>
  /** Ends the branch's server and deletes its files. */
  removeBranch(branch: number): Promise<void>
  /** Makes the standby writable and waits for its first checkpoint, without which pg_rewind would see no divergence. */
  promote(): Promise<void>
  /** Makes this site's server a standby of the one at `url`, rewinding or copying what has diverged. */
  follow(url: string): Promise<void>
  /** Whether a commit waits for the named standby; null: it waits for none. */
  requireStandby(name: string | null): Promise<void>
  /** Ends this site's server, so that it takes no write: cleanly, or at once. */
  fence(how: 'cleanly' | 'at once'): Promise<void>
}
