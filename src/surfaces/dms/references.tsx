import type { Context } from 'hono'
import { parseReference } from '../../kernel/reference.ts'
import { doorOf } from '../../programme/rules/standing-doors.ts'
import { findRefusal, type Refusal } from '../../resets/find-refusal.ts'
import type { RefusalReason } from '../../sign-in/rules/refusal.ts'
import type { Texts } from '../../texts/en.ts'
import type { WebEnv } from '../../web/env.ts'
import { sayMoment, textsOf } from '../../web/frame.ts'
import { showPage } from '../../web/show-page.ts'
import { enterFirm, type InsideFirm } from '../enter-rooms.ts'
import type { Room, RoomsHere } from '../rooms.ts'
import { ADMINISTRATORS } from './administrators.ts'
import { ReferencesPage, type ReferencesPageProps } from './pages/references-page.tsx'

/** What a refusal was about that somebody of the firm met: its page showed him a reference, and nothing else. */
export const mountReferences: Room['mount'] = (app, here, at) => {
  app.get(at, (c) => showReference(c, here))
}

async function showReference(c: Context<WebEnv>, here: RoomsHere) {
  const entered = await enterFirm(c, here, ...ADMINISTRATORS)
  if (entered instanceof Response) return entered
  const { participant, around, base } = entered
  const asked = (c.req.query('q') ?? '').trim().toUpperCase()
  const reference = parseReference(asked)
  const scope = { as: 'participant', participant: participant.id } as const
  const refusal = reference && (await here.world.database.read(scope, (db) => findRefusal(db, reference)))
  const found = refusal === undefined ? null : sayRefusal(here, entered, refusal)
  const page = <ReferencesPage {...around} action={`${base}/references`} asked={asked} found={found} />
  return showPage(c, page, asked === '' || found !== null ? 200 : 404)
}

type Said = Texts['references']['reasons'][RefusalReason]

function sayRefusal(
  { world }: RoomsHere,
  { frame, base }: InsideFirm,
  { at, kind, userId, displayName, door, reason, lockedUntil }: Refusal,
): ReferencesPageProps['found'] {
  const { references: t } = textsOf(frame)
  const what: Readonly<Record<string, string>> = t.what
  const reasons: Readonly<Record<string, Said>> = t.reasons satisfies Readonly<Record<RefusalReason, Said>>
  const said = reasons[reason]
  const next: Readonly<Record<string, string>> = t.next
  const declared = door === null ? undefined : doorOf(world.programme, door)
  return {
    at,
    user: { to: `${base}/users/${userId}`, text: `${userId} (${displayName})` },
    what: what[kind] ?? kind,
    where: declared?.label[frame.visit.language] ?? null,
    why: said?.why ?? reason,
    next: next[said?.next ?? 'hotline'] ?? '',
    locked: lockedUntil && t.lockedUntil(sayMoment(frame, lockedUntil)),
  }
}
