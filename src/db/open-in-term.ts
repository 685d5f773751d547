import type { DatabaseSettings } from './database-settings.ts'
import type { Followed } from './find-authority.ts'
import { openDatabase, type PooledDatabase } from './open-database.ts'

/** For a command: it works where authority lay as it began, and fails if that moves meanwhile. */
export function openInTerm(
  { url, authority: { term, mode } }: Followed,
  settings: Omit<DatabaseSettings, 'url' | 'term' | 'mode'>,
): PooledDatabase {
  return openDatabase({ ...settings, url, term, mode: () => mode })
}
