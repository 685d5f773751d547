import type { Database } from '../db/transaction.ts'
import type { Clock } from '../kernel/clock.ts'
import type { ParticipantId, UploadId } from '../kernel/ids.ts'
import { lastLine } from './apply-store.ts'
import { beginLook, claimUpload, countUpload, judgeLines, usualDomain, warnOfShared } from './check-store.ts'

export interface CheckingWorld {
  readonly database: Database
  readonly clocks: { readonly programme: Clock }
}

/** Lines judged by one statement: well within a page's patience, on a busy machine too. */
const AT_ONCE = 10_000
/** A claim is renewed with each batch; one that was not runs out, and another process begins the look anew. */
const CLAIM = { seconds: 60 }

/**
 * Looks at one file that waits for it: which users it names, what would change, what is wrong and what deserves a look.
 * All of it can be done again without harm, so a process that dies on the way leaves nothing but its claim.
 */
export async function checkUpload(world: CheckingWorld): Promise<number> {
  const { database, clocks } = world
  const now = () => clocks.programme.now()
  const claimed = await database.write({ as: 'operations' }, (tx) =>
    claimUpload(tx, { at: now(), until: now().add(CLAIM) }),
  )
  if (claimed === undefined) return 0
  await lookAt(world, claimed.id, claimed.participant)
  return 1
}

async function lookAt({ database, clocks }: CheckingWorld, id: UploadId, participant: ParticipantId) {
  const scope = { as: 'participant', participant } as const
  const now = () => clocks.programme.now()
  await database.write(scope, (tx) => beginLook(tx, id, participant))
  const last = await database.read(scope, (db) => lastLine(db, id))
  const usual = await database.read(scope, (db) => usualDomain(db, id, participant))
  const look = { id, participant, usual }
  for (let from = 1; from <= last; from += AT_ONCE) {
    const lines = { from, to: from + AT_ONCE - 1 }
    await database.write(scope, (tx) => judgeLines(tx, look, lines, { at: now(), until: now().add(CLAIM) }))
  }
  await database.write(scope, async (tx) => {
    await warnOfShared(tx, id)
    await countUpload(tx, id, now())
  })
}
