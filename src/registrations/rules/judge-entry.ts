import { done, type Result, refused } from '../../kernel/result.ts'
import type { OfferedEvent, Way } from './offered.ts'

/** So many people of a firm, in this session, by this means. */
export interface Attendance {
  readonly session: string
  readonly by: Way
  readonly people: number
}

export interface Entry {
  readonly contactName: string
  readonly contactTelephone: string
  readonly attendance: readonly Attendance[]
}

/** As somebody typed it: each number by session and means, empty where nobody comes. */
export interface TypedEntry {
  readonly contactName: string
  readonly contactTelephone: string
  readonly people: readonly { readonly session: string; readonly by: Way; readonly typed: string }[]
}

export type EntryFault =
  | { readonly is: 'contact-missing' | 'telephone-unreadable' | 'nobody-comes' }
  | { readonly is: 'number-unreadable'; readonly session: string; readonly by: Way }

/** Digits, blanks, hyphens, brackets; a plus first: what a hotline can dial. */
const TELEPHONE = /^\+?[0-9][0-9 ()-]{4,24}$/
const NUMBER = /^[1-9][0-9]{0,2}$/
const LONGEST_NAME = 200

/** Everything that is wrong, at once; else the entry, in the programme's order and with what the event offers only. */
export function judgeEntry(offered: OfferedEvent, typed: TypedEntry): Result<Entry, readonly EntryFault[]> {
  const contactName = typed.contactName.trim()
  const contactTelephone = typed.contactTelephone.normalize('NFKC').trim()
  const faults: EntryFault[] = []
  if (contactName === '' || contactName.length > LONGEST_NAME) faults.push({ is: 'contact-missing' })
  if (!TELEPHONE.test(contactTelephone)) faults.push({ is: 'telephone-unreadable' })
  const numbers = offered.sessions.flatMap(({ session, ways }) =>
    ways.map(({ by }) => {
      const said = typed.people.find((one) => one.session === session.id && one.by === by)
      return { session: session.id, by, typed: said?.typed.normalize('NFKC').trim() ?? '' }
    }),
  )
  const given = numbers.filter((one) => one.typed !== '' && one.typed !== '0')
  for (const { session, by, typed: number } of given)
    if (!NUMBER.test(number)) faults.push({ is: 'number-unreadable', session, by })
  if (given.length === 0) faults.push({ is: 'nobody-comes' })
  if (faults.length > 0) return refused(faults)
  const attendance = given.map((one) => ({ session: one.session, by: one.by, people: Number(one.typed) }))
  return done({ contactName, contactTelephone, attendance })
}
