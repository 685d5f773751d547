import { type Instant, isBefore } from '../../kernel/instant.ts'

/**
 * How an upload stands, for people. Whatever process did the work may have died:
 * - `arriving`, and cut once nothing has come for a minute: who sent it must send it again;
 * - `checking`: another process takes over from one that died, nobody need do anything;
 * - `faulty`: mend the file and send it again; `ready`: it can be submitted; `same`: it would change nothing;
 * - `applying`: a decision puts it in force at this moment. Where its process died nothing of it is there, and it is `ready`
 *   again five minutes later; `in-force`: it was.
 */
export type UploadStanding =
  | 'arriving'
  | 'cut'
  | 'checking'
  | 'faulty'
  | 'ready'
  | 'same'
  | 'applying'
  | 'in-force'

const SILENCE = { seconds: 60 }
/** Word of a file being put in force bears the instant of the decision: the longest it may take. */
const LONGEST_DECISION = { minutes: 5 }

export function uploadStanding(
  upload: {
    readonly state: 'receiving' | 'received' | 'checked' | 'cut'
    readonly beatAt: Instant
    readonly faults: number
    readonly changes: number
    readonly inForce: boolean
    /** Lines, and how many of them the work under way has done. */
    readonly rows: number
    readonly progress: number
  },
  at: Instant,
): UploadStanding {
  switch (upload.state) {
    case 'cut':
      return 'cut'
    case 'receiving':
      return isBefore(upload.beatAt.add(SILENCE), at) ? 'cut' : 'arriving'
    case 'received':
      return 'checking'
    case 'checked':
      if (upload.inForce) return 'in-force'
      if (upload.faults > 0) return 'faulty'
      if (upload.progress < upload.rows && !isBefore(upload.beatAt.add(LONGEST_DECISION), at))
        return 'applying'
      return upload.changes > 0 ? 'ready' : 'same'
  }
}
