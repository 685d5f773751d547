import type { Context } from 'hono'
import type { ReadDb } from '../../db/transaction.ts'
import type { ParticipantId } from '../../kernel/ids.ts'
import type { Chain } from '../../kernel/vocabulary.ts'
import type { WebEnv } from '../../web/env.ts'
import type { InsideRoom } from '../enter-rooms.ts'
import type { RoomsHere } from '../rooms.ts'

/** Somebody before the requests of his firm, or at the desk before everybody's. */
export interface InsideRequests extends InsideRoom {
  /** Null at the desk. */
  readonly firm: ParticipantId | null
  /** Whose absence would keep them waiting. */
  readonly chain: Chain
  readonly path: string
}

export type EnterRequests = (c: Context<WebEnv>) => Promise<InsideRequests | Response>

/** As his firm, or at the desk as whoever may see every firm. */
export function readIn<T>(
  { world }: RoomsHere,
  { firm }: InsideRequests,
  read: (db: ReadDb) => Promise<T>,
): Promise<T> {
  const scope =
    firm === null ? ({ as: 'operations' } as const) : ({ as: 'participant', participant: firm } as const)
  return world.database.read(scope, read)
}
