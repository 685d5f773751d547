import type { Database } from '../db/transaction.ts'
import type { ParticipantId, UploadId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'

/**
 * Word of how far a file is put in force, in transactions of their own: the page that waits sees it before the change is
 * there. Nobody waits for them, so that no pool full of decisions waits for itself; one that fails is a word less.
 */
export function tellHowFar(
  database: Database,
  participant: ParticipantId,
  upload: UploadId,
  at: Instant,
): (line: number) => void {
  return (line) => {
    const told = database.write({ as: 'participant', participant }, (tx) =>
      tx
        .updateTable('email_upload')
        .set({ progress: line, beat_at: at })
        .where('id', '=', upload)
        .where('in_force_at', 'is', null)
        .where('rows', '>', line)
        .execute(),
    )
    told.catch(() => undefined)
  }
}
