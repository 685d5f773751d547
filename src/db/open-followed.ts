import { DatabaseUnavailable } from './database-unavailable.ts'
import type { Followed } from './find-authority.ts'
import type { Follower } from './follow-authority.ts'
import { type DatabaseSettings, openDatabase, type PooledDatabase } from './open-database.ts'
import { OutcomeUnknown } from './outcome-unknown.ts'

/**
 * A pool on the database that holds authority, wherever that lies by now. When it moves, what is under way at the former one
 * is cut and fails as a lost line does; nothing is tried again here.
 */
export function openFollowed(
  follower: Follower,
  settings: Omit<DatabaseSettings, 'url' | 'term' | 'mode'>,
): PooledDatabase {
  const openAt = ({ url, authority: { term } }: Followed) =>
    openDatabase({ ...settings, url, term, mode: () => follower.followed.authority.mode })
  let pool = openAt(follower.followed)
  let closed = false
  follower.onMove((followed) => {
    if (closed) return
    const former = pool
    pool = openAt(followed)
    former.cut()
    former.close().catch(() => undefined)
  })
  const asking =
    (deed: 'reading' | 'writing') =>
    async <T>(ask: (now: PooledDatabase) => Promise<T>): Promise<T> => {
      const refusal = follower.refusal(deed)
      if (refusal !== null) throw new DatabaseUnavailable(new Error(refusal))
      try {
        return await ask(pool)
      } catch (fault) {
        if (fault instanceof OutcomeUnknown) follower.doubt('commit')
        else if (fault instanceof DatabaseUnavailable) follower.doubt('line')
        throw fault
      }
    }
  const [reading, writing] = [asking('reading'), asking('writing')]
  return {
    read: (scope, work) => reading((now) => now.read(scope, work)),
    readAtOnce: (scope, work) => reading((now) => now.readAtOnce(scope, work)),
    write: (scope, work) => writing((now) => now.write(scope, work)),
    writeAtOnce: (scope, work) => writing((now) => now.writeAtOnce(scope, work)),
    writeAhead: (scope, work) => writing((now) => now.writeAhead(scope, work)),
    poolUse: () => pool.poolUse(),
    cut: () => pool.cut(),
    close: () => {
      closed = true
      return pool.close()
    },
  }
}
