import type { Context } from 'hono'
import { askForMarked } from '../../attestations/ask-for-marked.ts'
import { attestationFor } from '../../attestations/find-attestation.ts'
import type { MakeRefusal } from '../../changes/make-request.ts'
import { attestationPeriod } from '../../programme/rules/attestation-period.ts'
import { seeOther } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import { type Frame, textsOf } from '../../web/frame.ts'
import type { RoomsHere } from '../rooms.ts'
import { askStepUp } from '../step-up.tsx'
import { enterAsMaker } from './administrators.ts'
import { showAttestation } from './show-attestation.tsx'

/** Asks for all that was marked. What can't be asked for is said by name, and the rest is done all the same. */
export async function postFollowUps(c: Context<WebEnv>, here: RoomsHere) {
  const inside = await enterAsMaker(c, here)
  if (inside instanceof Response) return inside
  const { world } = here
  const { participant, live, at, base, frame } = inside
  const period = attestationPeriod(world.programme, at)?.due.toString() ?? ''
  const found = await world.database.read({ as: 'participant', participant: participant.id }, (db) =>
    attestationFor(db, participant.id, period),
  )
  if (found === undefined) return c.var.refuse({ status: 404 })
  const { made, refused } = await askForMarked(world, {
    ...{ participant: participant.id, attestation: found.id, maker: live.accountId, session: live.id, at },
    remark: textsOf(frame).attestation.title,
  })
  if (refused.some(({ refusal }) => refusal.is === 'step-up'))
    return askStepUp(c, here, inside, `${base}/attestation`)
  if (refused.length === 0) return seeOther(c, `${base}/attestation?asked=${made}`)
  const errors = refused.map(({ userId, refusal }) => ({
    field: 'marked',
    message: textsOf(frame).attestation.notAsked(userId, whyNot(frame, refusal)),
  }))
  return showAttestation(c, here, inside, errors)
}

function whyNot(frame: Frame, refusal: MakeRefusal): string {
  const { problems, refusals } = textsOf(frame).changes
  return refusal.is === 'problem' ? problems[refusal.problem.code] : refusals[refusal.is]
}
