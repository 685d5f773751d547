import type { Database } from '../db/transaction.ts'
import { factsOfPage, liveLocks } from './facts-of-page.ts'
import type { Concern, Member, People, Reading } from './people.ts'
import { estimateMembers, type MemberRow, openMembers, takePicture } from './store.ts'

/**
 * One transaction, one snapshot: what is imported or initiated meanwhile is in all of the answer or in none of it. The
 * rows come through a cursor in the order of the report, so the server sorts once and this process holds one page; the
 * facts of a page are one statement (ADR 16).
 */
export function readPeople<T>(
  database: Database,
  reading: Reading,
  concern: Concern,
  work: (people: People) => Promise<T>,
): Promise<T> {
  return database.read({ as: 'operations' }, async (db) => {
    await takePicture(db)
    const about = await estimateMembers(db, concern.roles)
    const fetch = await openMembers(db, concern.roles, reading.pageSize)
    const locks = await liveLocks(db, reading, concern.locksAt)
    async function* pages(): AsyncGenerator<readonly Member[]> {
      for (let rows = await fetch(); rows.length > 0; rows = await fetch()) {
        const facts = await factsOfPage(db, rows, concern)
        const lockedUntil = await locks(rows)
        yield rows.map((row) => {
          const { firstFirm, ...known } = facts(row)
          const his = { ...known, lockedUntil: lockedUntil(row.user_id) }
          return member(row, firstFirm, his)
        })
      }
    }
    return work({ about, pages: pages() })
  })
}

function member(row: MemberRow, firstFirm: string | null, facts: Member['facts']): Member {
  const { code, name_en: nameEn, name_zh: nameZh } = row
  return {
    firm: code === null || nameEn === null || nameZh === null ? null : { code, nameEn, nameZh },
    userId: row.user_id,
    roles: row.roles,
    counts: code === firstFirm,
    facts,
  }
}
