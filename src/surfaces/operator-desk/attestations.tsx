import type { Context } from 'hono'
import { type Attestation, attestationsOf } from '../../attestations/find-attestation.ts'
import { FIRM_STATES, firmsAttesting } from '../../attestations/firms-attesting.ts'
import { takeRecord } from '../../attestations/take-record.ts'
import type { ParticipantId } from '../../kernel/ids.ts'
import { isAtOrBefore } from '../../kernel/instant.ts'
import { findFirm } from '../../participants/find-firm.ts'
import { attestationPeriod } from '../../programme/rules/attestation-period.ts'
import { showPage } from '../../web/answer.ts'
import { answerCsv } from '../../web/answer-csv.ts'
import type { WebEnv } from '../../web/env.ts'
import { attestationLines } from '../attestation-lines.ts'
import { enterDesk, type InsideRoom } from '../enter-rooms.ts'
import type { Room, RoomsHere } from '../rooms.ts'
import { DECIDING } from './desk-roles.ts'
import { DeskAttestationsPage, FirmAttestationsPage } from './pages/attestations-page.tsx'

const ON_A_PAGE = 50
const DESK = { as: 'operations' } as const

/** Which firms have attested the access of their people, and every record of it, for operators and auditors. */
export const mountDeskAttestations: Room['mount'] = (app, here, at) => {
  app.get(at, (c) => showFirms(c, here))
  app.get(`${at}/:firm{[A-Z0-9]+}`, (c) => withFirm(c, here, (found) => showFirm(c, found)))
  app.get(`${at}/:firm{[A-Z0-9]+}/:period{[0-9]+-[0-9]+-[0-9]+}/record.csv`, (c) =>
    withFirm(c, here, (found) => sendRecord(c, here, found)),
  )
}

async function showFirms(c: Context<WebEnv>, here: RoomsHere) {
  const inside = await enterDesk(c, here, ...DECIDING)
  if (inside instanceof Response) return inside
  const { around, base, at } = inside
  const path = `${base}/attestations`
  const period = attestationPeriod(here.world.programme, at)
  const show = FIRM_STATES.find((state) => state === c.req.query('show')) ?? 'all'
  const after = (c.req.query('after') ?? '').slice(0, 12)
  const seen =
    period &&
    (await here.world.database.read(DESK, (db) =>
      firmsAttesting(
        db,
        { due: period.due.toString(), dueAt: period.dueAt },
        { show, after, atMost: ON_A_PAGE + 1 },
      ),
    ))
  const firms = seen?.firms.slice(0, ON_A_PAGE) ?? []
  const last = (seen?.firms.length ?? 0) > ON_A_PAGE ? firms.at(-1)?.code : undefined
  const page = (
    <DeskAttestationsPage
      {...around}
      path={path}
      period={period}
      isOverdue={period !== null && isAtOrBefore(period.dueAt, at)}
      show={show}
      counts={seen?.counts ?? null}
      firms={firms}
      first={after === '' ? null : `${path}?show=${show}`}
      next={last === undefined ? null : `${path}?show=${show}&after=${last}`}
    />
  )
  return showPage(c, page)
}

interface Found {
  readonly inside: InsideRoom
  readonly firm: { readonly id: ParticipantId; readonly code: string }
  readonly all: readonly Attestation[]
}

async function withFirm(
  c: Context<WebEnv>,
  here: RoomsHere,
  answer: (found: Found) => Response | Promise<Response>,
) {
  const inside = await enterDesk(c, here, ...DECIDING)
  if (inside instanceof Response) return inside
  const found = await here.world.database.read(DESK, async (db) => {
    const firm = await findFirm(db, c.req.param('firm') ?? '')
    return firm && { firm, all: await attestationsOf(db, firm.id) }
  })
  return found === undefined ? c.var.refuse({ status: 404 }) : answer({ inside, ...found })
}

function showFirm(c: Context<WebEnv>, { inside, firm, all }: Found) {
  const { around, base } = inside
  const path = `${base}/attestations/${firm.code}`
  const page = (
    <FirmAttestationsPage {...around} path={path} requests={`${base}/requests`} code={firm.code} all={all} />
  )
  return showPage(c, page)
}

async function sendRecord(c: Context<WebEnv>, { world }: RoomsHere, { inside, firm, all }: Found) {
  const { live, at, frame } = inside
  const found = all.find(({ period }) => period === c.req.param('period'))
  if (found === undefined) return c.var.refuse({ status: 404 })
  const taking = { participant: firm.id, attestation: found.id, by: live.accountId, session: live.id, at }
  await takeRecord(world.database, world, DESK, taking)
  const lines = attestationLines(world, DESK, found.id, frame)
  return answerCsv(c, `${firm.code}-attestation-${found.period}`, lines)
}
