import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { listRequests } from '../../changes/list-requests.ts'
import type { Made } from '../../changes/make-request.ts'
import { type MakeRefusal, makeRequest } from '../../changes/make-request.ts'
import { registerEmail, withdrawEmail } from '../../emails/changes.ts'
import { type FirmAddress, findAddress } from '../../emails/firm-addresses.ts'
import { testAddresses } from '../../emails/test-addresses.ts'
import { parseUserId } from '../../kernel/ids.ts'
import type { Result } from '../../kernel/result.ts'
import { seeOther, showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import type { FieldError } from '../../web/form-parts.tsx'
import { parseFields } from '../../web/forms.ts'
import { textsOf } from '../../web/frame.ts'
import { enterFirm, type InsideFirm } from '../enter-rooms.ts'
import type { RoomsHere } from '../rooms.ts'
import { askStepUp } from '../step-up.tsx'
import { ADMINISTRATORS } from './administrators.ts'
import { EmailOfUserPage } from './pages/email-of-user-page.tsx'

const remark = z.string().max(1024).trim().default('')
const registerAnswer = z.object({ address: z.string().max(1024).trim().default(''), remark })
const withdrawAnswer = z.object({ remark })

/** The address of one person: register another, take it away, try it. */
export function mountEmailOfUser(app: Hono<WebEnv>, here: RoomsHere, at: string): void {
  const one = `${at}/user/:user`
  app.get(one, (c) => withUser(c, here, (found) => show(c, here, found, [], '')))
  app.post(`${one}/register`, (c) => withUser(c, here, (found) => postRegister(c, here, found)))
  app.post(`${one}/withdraw`, (c) => withUser(c, here, (found) => postWithdraw(c, here, found)))
  app.post(`${one}/test`, (c) => withUser(c, here, (found) => postTest(c, here, found)))
}

interface Found {
  readonly inside: InsideFirm
  readonly user: FirmAddress
  readonly path: string
}

/** A User ID of another firm is not found, like one that nobody has. */
async function withUser(
  c: Context<WebEnv>,
  here: RoomsHere,
  answer: (found: Found) => Response | Promise<Response>,
) {
  const inside = await enterFirm(c, here, ...ADMINISTRATORS)
  if (inside instanceof Response) return inside
  const userId = parseUserId(c.req.param('user') ?? '')
  const { id: participant } = inside.participant
  const user =
    userId &&
    (await here.world.database.read({ as: 'participant', participant }, (db) => findAddress(db, userId)))
  if (user === undefined) return c.var.refuse({ status: 404 })
  return answer({ inside, user, path: `${inside.base}/emails/user/${user.userId}` })
}

async function show(
  c: Context<WebEnv>,
  { world }: RoomsHere,
  { inside, user, path }: Found,
  errors: readonly FieldError[],
  typed: string,
) {
  const { around, base, participant, live, at } = inside
  const scope = { as: 'participant', participant: participant.id } as const
  const waiting = await world.database.read(scope, (db) =>
    listRequests(world, db, {
      ...{ participant: participant.id, viewer: live.accountId, which: 'open', at, atMost: 10 },
      concerning: user.accountId,
    }),
  )
  const page = (
    <EmailOfUserPage
      {...around}
      path={path}
      user={user}
      waiting={waiting.map(({ number }) => ({ number, to: `${base}/requests/${number}` }))}
      errors={errors}
      typed={typed === '' ? (c.req.query('address') ?? '') : typed}
      tested={c.req.query('tested') === undefined ? null : Number(c.req.query('tested')) || 0}
    />
  )
  return showPage(c, page, errors.length === 0 ? 200 : 422)
}

async function postRegister(c: Context<WebEnv>, here: RoomsHere, found: Found) {
  const answer = parseFields(c.var.form, registerAnswer)
  if (!answer.ok) return c.var.refuse({ status: 400 })
  const { inside, user, path } = found
  const { address } = answer.value
  const made = await makeRequest(here.world, {
    ...makerOf(inside),
    kind: registerEmail,
    input: { id: here.world.randomness.uuid(), accountId: user.accountId, address },
    remark: answer.value.remark,
  })
  const back = `${path}?address=${encodeURIComponent(address)}`
  return answerTo(c, here, found, made, { back, typed: address })
}

async function postWithdraw(c: Context<WebEnv>, here: RoomsHere, found: Found) {
  const answer = parseFields(c.var.form, withdrawAnswer)
  if (!answer.ok) return c.var.refuse({ status: 400 })
  const made = await makeRequest(here.world, {
    ...makerOf(found.inside),
    kind: withdrawEmail,
    input: { accountId: found.user.accountId },
    remark: answer.value.remark,
  })
  return answerTo(c, here, found, made, { back: found.path, typed: '' })
}

export function makerOf({ participant, live, at }: InsideFirm) {
  return { participant: participant.id, maker: live.accountId, session: live.id, at }
}

interface Back {
  /** Where a step-up leads back to, with what was typed. */
  readonly back: string
  readonly typed: string
}

async function answerTo(
  c: Context<WebEnv>,
  here: RoomsHere,
  found: Found,
  made: Result<Made, MakeRefusal>,
  { back, typed }: Back,
) {
  const { inside } = found
  if (made.ok) return seeOther(c, `${inside.base}/requests/${made.value.number}`)
  if (made.refusal.is === 'step-up') return askStepUp(c, here, inside, back)
  const texts = textsOf(inside.frame).changes
  const error =
    made.refusal.is === 'problem'
      ? { field: made.refusal.problem.field ?? 'address', message: texts.problems[made.refusal.problem.code] }
      : { field: 'address', message: texts.refusals[made.refusal.is] }
  return show(c, here, found, [error], typed)
}

async function postTest(c: Context<WebEnv>, { world }: RoomsHere, { inside, user, path }: Found) {
  const { participant, live, at } = inside
  const asked = { participant: participant.id, only: user.accountId, by: live.accountId, at }
  const letters = await world.database.write({ as: 'participant', participant: participant.id }, (tx) =>
    testAddresses(tx, world, asked),
  )
  return seeOther(c, `${path}?tested=${letters}`)
}
