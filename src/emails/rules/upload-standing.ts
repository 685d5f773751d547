import { type Instant, isBefore } from '../../kernel/instant.ts'

/**
 * How an upload stands, for people. Whatever process did the work may have died:
 * - `arriving`, and cut once nothing has come for a minute: who sent it must send it again;
 * - `checking`: another process takes over from one that died, nobody need do anything;
 * - `faulty`: mend the file and send it again; `ready`: it can be submitted; `same`: it would change nothing.
 */
export type UploadStanding = 'arriving' | 'cut' | 'checking' | 'faulty' | 'ready' | 'same'

const SILENCE = { seconds: 60 }

export function uploadStanding(
  upload: {
    readonly state: 'receiving' | 'received' | 'checked' | 'cut'
    readonly beatAt: Instant
    readonly faults: number
    readonly changes: number
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
      if (upload.faults > 0) return 'faulty'
      return upload.changes > 0 ? 'ready' : 'same'
  }
}
