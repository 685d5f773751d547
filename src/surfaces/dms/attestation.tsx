import type { Context } from 'hono'
import { NOT_BEGUN } from '../../attestations/access-store.ts'
import { attestAccess } from '../../attestations/changes.ts'
import { attestationFor } from '../../attestations/find-attestation.ts'
import { takeRecord } from '../../attestations/take-record.ts'
import { attestationPeriod } from '../../programme/rules/attestation-period.ts'
import { answerCsv } from '../../web/answer-csv.ts'
import type { WebEnv } from '../../web/env.ts'
import { askForChange } from '../ask-for-change.ts'
import { attestationLines } from '../attestation-lines.ts'
import { enterFirm, type InsideFirm } from '../enter-rooms.ts'
import type { Room, RoomsHere } from '../rooms.ts'
import { ADMINISTRATORS, enterAsMaker } from './administrators.ts'
import { answerAsked } from './answer-asked.ts'
import { postAnswers } from './post-answers.ts'
import { postFollowUps } from './post-follow-ups.ts'
import { showAttestation } from './show-attestation.tsx'

/** Who of the firm may do what, and whether he still needs it. */
export const mountAttestation: Room['mount'] = (app, here, at) => {
  const show = (c: Context<WebEnv>) => withFirm(c, here, (inside) => showAttestation(c, here, inside, []))
  app.get(at, show)
  app.post(at, (c) => withFirm(c, here, (inside) => postAnswers(c, here, inside)))
  // What a POST showed is at its address: a language link leads back to the page.
  app.get(`${at}/submit`, (c) =>
    withFirm(c, here, (inside) => showAttestation(c, here, inside, [], 'attest')),
  )
  app.post(`${at}/submit`, (c) => postSubmit(c, here))
  app.get(`${at}/follow-up`, show)
  app.post(`${at}/follow-up`, (c) => postFollowUps(c, here))
  app.get(`${at}/:period{[0-9]+-[0-9]+-[0-9]+}/record.csv`, (c) =>
    withFirm(c, here, (inside) => sendRecord(c, here, inside)),
  )
}

async function withFirm(
  c: Context<WebEnv>,
  here: RoomsHere,
  answer: (inside: InsideFirm) => Response | Promise<Response>,
) {
  const inside = await enterFirm(c, here, ...ADMINISTRATORS)
  return inside instanceof Response ? inside : answer(inside)
}

async function postSubmit(c: Context<WebEnv>, here: RoomsHere) {
  const inside = await enterAsMaker(c, here)
  if (inside instanceof Response) return inside
  const { participant, at } = inside
  const period = attestationPeriod(here.world.programme, at)?.due.toString() ?? ''
  const begun = await here.world.database.read({ as: 'participant', participant: participant.id }, (db) =>
    attestationFor(db, participant.id, period),
  )
  const asked = await askForChange(here.world, inside, {
    kind: attestAccess,
    input: { attestation: begun?.id ?? NOT_BEGUN },
    remark: c.var.form.get('remark') ?? '',
  })
  return answerAsked(c, here, inside, asked, (errors) => showAttestation(c, here, inside, errors, 'attest'))
}

/** What was attested, or what has been answered so far. */
async function sendRecord(c: Context<WebEnv>, { world }: RoomsHere, inside: InsideFirm) {
  const { participant, live, at, frame } = inside
  const scope = { as: 'participant', participant: participant.id } as const
  const period = c.req.param('period') ?? ''
  const found = await world.database.read(scope, (db) => attestationFor(db, participant.id, period))
  if (found === undefined) return c.var.refuse({ status: 404 })
  const taking = { participant: participant.id, attestation: found.id, by: live.accountId, session: live.id }
  await takeRecord(world.database, world, scope, { ...taking, at })
  const lines = attestationLines(world, scope, found.id, frame)
  return answerCsv(c, `${participant.code}-attestation-${found.period}`, lines)
}
