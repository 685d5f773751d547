import type { Tx } from '../db/transaction.ts'
import type { Randomness } from '../kernel/randomness.ts'
import type { Programme } from '../programme/programme.ts'
import { offeredEvents } from '../registrations/rules/offered.ts'
import { insertVersion } from '../registrations/store.ts'
import type { Firm } from './directory/firms.ts'

/** Well before the deadline of 2 June. */
const REGISTERED_AT = Temporal.Instant.from('2023-05-29T10:00+08:00')
const CONTACT = { contactName: 'Operations desk', contactTelephone: '+852 2100 0000' }

/** The firms that registered, each with two people for everything the event offers. */
export async function seedRegistrations(
  tx: Tx,
  randomness: Randomness,
  programme: Programme,
  firms: readonly Firm[],
): Promise<void> {
  const codes = firms.filter(({ registeredForTest }) => registeredForTest).map(({ code }) => code)
  const known = await tx.selectFrom('participant').select('id').where('code', 'in', codes).execute()
  for (const { event, sessions } of offeredEvents(programme)) {
    const attendance = sessions.flatMap(({ session, ways }) =>
      ways.map(({ by }) => ({ session: session.id, by, people: 2 })),
    )
    for (const { id: participant } of known) {
      await insertVersion(tx, {
        ...{ id: randomness.uuid(), participant, event: event.id, number: undefined },
        ...{ entry: { ...CONTACT, attendance }, filedBy: null, late: false, at: REGISTERED_AT },
      })
    }
  }
}
