import type { Context } from 'hono'
import { type SoughtPerson, seekPerson } from '../../accounts/seek-person.ts'
import { budgetKeyOf } from '../../attempts/budget-key.ts'
import { recordEvent } from '../../audit/record-event.ts'
import { reading, type Tx } from '../../db/transaction.ts'
import { parseUserId } from '../../kernel/ids.ts'
import { parseReference } from '../../kernel/reference.ts'
import { contactsOf } from '../../participants/contacts-of.ts'
import { findRefusal, type Refusal } from '../../resets/find-refusal.ts'
import type { WebEnv } from '../../web/env.ts'
import { showPage } from '../../web/show-page.ts'
import { enterDesk, type InsideRoom } from '../enter-rooms.ts'
import type { Room, RoomsHere } from '../rooms.ts'
import { sayRefusal } from '../say-refusal.ts'
import { LookUpPage } from './pages/look-up-page.tsx'

/** Who somebody is that calls, what he was refused, and at which number his firm is called back. It changes nothing. */
export const mountLookUp: Room['mount'] = (app, here, at) => {
  app.get(at, (c) => look(c, here))
}

async function look(c: Context<WebEnv>, here: RoomsHere) {
  const inside = await enterDesk(c, here)
  if (inside instanceof Response) return inside
  const { world } = here
  const asked = (c.req.query('q') ?? '').trim().toUpperCase().slice(0, 100)
  const found =
    asked === ''
      ? NOBODY
      : await world.database.write({ as: 'operations' }, (tx) => seek(tx, here, inside, asked))
  const { refusal, person, callBack } = found
  const page = (
    <LookUpPage
      {...inside.around}
      action={`${inside.base}/look-up`}
      asked={asked}
      refusal={
        refusal && {
          ...{ at: refusal.at, ofNobody: refusal.user === null },
          ...sayRefusal(world.programme, inside.frame, refusal),
        }
      }
      person={person}
      callBack={callBack}
    />
  )
  return showPage(c, page, asked === '' || refusal !== null || person !== null ? 200 : 404)
}

interface Found {
  readonly refusal: Refusal | null
  readonly person: SoughtPerson | null
  readonly callBack: Awaited<ReturnType<typeof contactsOfFirms>>
}

const NOBODY: Found = { refusal: null, person: null, callBack: [] }

/** Who looks is recorded with whom he looked at: the desk sees everybody, and has to answer for it. */
async function seek(tx: Tx, { world }: RoomsHere, { live, at }: InsideRoom, asked: string): Promise<Found> {
  const db = reading(tx)
  const reference = parseReference(asked)
  const refusal = (reference && (await findRefusal(db, reference))) ?? null
  const userId = refusal?.user?.userId ?? (reference === undefined ? parseUserId(asked) : undefined)
  const budget = userId && budgetKeyOf(world.sealer, userId)
  const person = (userId && budget && (await seekPerson(db, { userId, budget, at }))) ?? null
  await recordEvent(tx, world, {
    kind: 'person.looked-up',
    at,
    accountId: live.accountId,
    reference: null,
    facts: { by: reference === undefined ? 'user-id' : 'reference', of: person?.accountId ?? null },
    particulars: { asked },
  })
  return { refusal, person, callBack: person === null ? [] : await contactsOfFirms(db, person) }
}

async function contactsOfFirms(db: ReturnType<typeof reading>, { seats }: SoughtPerson) {
  const firms = new Map(seats.map(({ participant, code }) => [participant, code]))
  const found = [...firms].map(async ([participant, code]) =>
    participant === null || code === null
      ? []
      : [{ code, contacts: await contactsOf(db, participant) } as const],
  )
  return (await Promise.all(found)).flat()
}
