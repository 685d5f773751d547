import type { Context } from 'hono'
import { functionOf } from '../../programme/rules/standing-doors.ts'
import { showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import type { FieldError } from '../../web/form-parts.tsx'
import type { InsideFirm } from '../enter-rooms.ts'
import type { RoomsHere } from '../rooms.ts'
import { mayMake } from './administrators.ts'
import { typedBefore } from './answer-asked.ts'
import { AttestationPage } from './pages/attestation-page.tsx'
import { readAttestation } from './read-attestation.ts'

export async function showAttestation(
  c: Context<WebEnv>,
  here: RoomsHere,
  inside: InsideFirm,
  errors: readonly FieldError[],
  step: 'answer' | 'attest' = 'answer',
) {
  const { base, around } = inside
  const { language } = around.frame.visit
  const count = (name: string) => Number(/^\d{1,5}$/.exec(c.req.query(name) ?? '')?.[0] ?? 0)
  const page = (
    <AttestationPage
      {...around}
      {...(await readAttestation(c, here, inside))}
      path={`${base}/attestation`}
      requests={`${base}/requests`}
      step={step}
      maySubmit={mayMake(inside)}
      functionNameOf={(id) => functionOf(here.world.programme, id)?.name[language] ?? id}
      remark={typedBefore(c)?.get('remark') ?? ''}
      errors={errors}
      told={{ saved: count('saved'), changed: count('changed'), asked: count('asked') }}
    />
  )
  return showPage(c, page, errors.length === 0 ? 200 : 422)
}
