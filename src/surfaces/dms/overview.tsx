import type { Context } from 'hono'
import { attestationFor } from '../../attestations/find-attestation.ts'
import { listRequests } from '../../changes/list-requests.ts'
import type { ReadDb } from '../../db/transaction.ts'
import { addressFigures } from '../../emails/firm-addresses.ts'
import { isBefore } from '../../kernel/instant.ts'
import { lockedUsers } from '../../listings/locked-users.ts'
import { attestationPeriod } from '../../programme/rules/attestation-period.ts'
import { milestones } from '../../programme/rules/milestones.ts'
import { situation } from '../../programme/rules/situation.ts'
import { firmReadiness } from '../../readiness/firm-readiness.ts'
import { firmTasks } from '../../readiness/rules/firm-tasks.ts'
import { showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import { enterFirm, type InsideFirm } from '../enter-rooms.ts'
import type { Room, RoomsHere } from '../rooms.ts'
import type { SurfaceWorld } from '../world.ts'
import { ADMINISTRATORS } from './administrators.ts'
import { DmsOverviewPage } from './pages/dms-overview-page.tsx'

/** Where a DA arrives: how ready his firm is, what is to be done, by whom and until when. */
export const mountDmsOverview: Room['mount'] = (app, here, at) => {
  app.get(at, (c) => showOverview(c, here))
}

/** Of requests more than these are `50`, which is enough to know that there is work. */
const MOST_COUNTED = 50
const DATES_SHOWN = 6
const LOCKS_SHOWN = 50

async function showOverview(c: Context<WebEnv>, here: RoomsHere) {
  const inside = await enterFirm(c, here, ...ADMINISTRATORS)
  if (inside instanceof Response) return inside
  const { world } = here
  const { around, roles, base, openUntil, participant, at } = inside
  const scope = { as: 'participant', participant: participant.id } as const
  const facts = await world.database.read(scope, (db) => gather(db, world, inside))
  const running = situation(inside.inForce, world.site, at)
  const dates = milestones(world.programme).filter((milestone) => isBefore(at, milestone.at))
  const page = (
    <DmsOverviewPage
      {...around}
      {...facts}
      base={base}
      roles={roles}
      openUntil={openUntil}
      inTest={running !== null}
      isMorning={isBefore(at, facts.readiness.at)}
      dates={dates.slice(0, DATES_SHOWN)}
    />
  )
  return showPage(c, page)
}

async function gather(db: ReadDb, world: SurfaceWorld, inside: InsideFirm) {
  const { participant, inForce, live, at } = inside
  const readiness = await firmReadiness(db, participant, { inForce, at })
  const addresses = await addressFigures(db)
  const asked = { participant: participant.id, viewer: live.accountId, atMost: MOST_COUNTED, at }
  const waiting = await listRequests(world, db, { ...asked, which: 'open' })
  const period = attestationPeriod(world.programme, at)
  const attestation = period && (await attestationFor(db, participant.id, period.due.toString()))
  const tasks = firmTasks({
    usersWithoutEmail: readiness.noEmail.users,
    administratorsWithoutEmail: readiness.noEmail.administrators,
    notInitiated: readiness.notInitiated,
    mailRefused: addresses.refused,
    untested: addresses.untested,
    requestsWaiting: waiting.length,
    attested: period && Boolean(attestation?.attested),
    makers: readiness.makers,
    checkers: readiness.checkers,
    singleControl: participant.singleControl,
  })
  const locked = await lockedUsers(db, { firm: participant.id, at, atMost: LOCKS_SHOWN })
  return { readiness, tasks, shared: addresses.shared, locked }
}
