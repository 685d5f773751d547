import type { Context } from 'hono'
import { readStanding } from '../../changes/read-standing.ts'
import type { ReadDb } from '../../db/transaction.ts'
import type { AccessRight } from '../../kernel/vocabulary.ts'
import { holdersOf } from '../../rights/holders-of.ts'
import { showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import { textsOf } from '../../web/frame.ts'
import { enterFirm, type InsideFirm } from '../enter-rooms.ts'
import { FirmPage } from '../pages/room-page.tsx'
import type { RoomsHere } from '../rooms.ts'

export interface InsideConnect extends InsideFirm {
  readonly rights: readonly AccessRight[]
}

/** A Client Connect user in his firm, with the access rights he has for it now. */
export async function enterConnect(c: Context<WebEnv>, here: RoomsHere): Promise<InsideConnect | Response> {
  const inside = await enterFirm(c, here, 'client-connect')
  if (inside instanceof Response) return inside
  const standing = await readFirm(here, inside, (db) =>
    readStanding(db, { account: inside.live.accountId, participant: inside.participant.id, at: inside.at }),
  )
  return { ...inside, rights: standing?.rights ?? [] }
}

export function readFirm<T>(
  { world }: RoomsHere,
  { participant }: Pick<InsideFirm, 'participant'>,
  read: (db: ReadDb) => Promise<T>,
): Promise<T> {
  return world.database.read({ as: 'participant', participant: participant.id }, read)
}

/** The same, for pages that need a right: whoever lacks it is told its name, who of his firm has it, and who grants it. */
export async function enterWithRight(
  c: Context<WebEnv>,
  here: RoomsHere,
  right: AccessRight,
): Promise<InsideConnect | Response> {
  const inside = await enterConnect(c, here)
  if (inside instanceof Response || inside.rights.includes(right)) return inside
  const holders = await readFirm(here, inside, (db) => holdersOf(db, inside.participant.id, right))
  const t = textsOf(inside.frame).rights
  const page = (
    <FirmPage {...inside.around} title={t.title}>
      <p class="govuk-body">{t.missing(right)}</p>
      <p class="govuk-body">{t.whoGrants}</p>
      <ul class="govuk-list govuk-list--bullet">
        {holders.length === 0 && <li>{t.nobody}</li>}
        {holders.map(({ name, userId }) => (
          <li>
            {name} ({userId})
          </li>
        ))}
      </ul>
    </FirmPage>
  )
  return showPage(c, page, 403)
}
