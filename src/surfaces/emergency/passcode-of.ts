import { scopeOf } from '../../changes/make-request.ts'
import { rowOf } from '../../changes/rules/request-number.ts'
import { type ListedPasscode, listPasscodes } from '../../emergency/list-passcodes.ts'
import type { ParticipantId, RequestNumber } from '../../kernel/ids.ts'
import type { InsideRoom } from '../enter-rooms.ts'
import type { RoomsHere } from '../rooms.ts'

/** Somebody before the emergency passcodes of his firm; `firm` null: at the desk. */
export type InsideEmergencies = InsideRoom & { readonly firm: ParticipantId | null }

/** The emergency passcode of a request, if the viewer is who asked for it. */
export async function passcodeOf(
  { world }: RoomsHere,
  { firm, live, at }: InsideEmergencies,
  number: RequestNumber,
): Promise<ListedPasscode | undefined> {
  const wanted = { participant: firm, request: rowOf(number), atMost: 1, at }
  const [passcode] = await world.database.read(scopeOf(firm), (db) => listPasscodes(db, wanted))
  return passcode?.maker === live.accountId ? passcode : undefined
}
