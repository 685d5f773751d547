import type { ReadDb } from '../db/transaction.ts'
import type { Asked, Drawn } from './catalogued.ts'
import type { Standing } from './read-standing.ts'

/** Whether a change concerns an account of this very person: nobody asks for, or decides on, what does. */
export async function concernsHim(
  db: ReadDb,
  asked: Asked,
  concerns: Drawn['concerns'],
  him: Standing,
): Promise<boolean> {
  if (concerns === 'many') return asked.concernsAny(db, him.ofPerson)
  return concerns.some((account) => him.ofPerson.includes(account))
}
