import { TLSSocket } from 'node:tls'
import type { Context, Hono } from 'hono'
import { recordEvent } from '../../audit/record-event.ts'
import type { AttemptId, Reference } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import { newReference } from '../../kernel/reference.ts'
import { credentialsAsOf } from '../../programme/rules/credentials-as-of.ts'
import { doorOf } from '../../programme/rules/standing-doors.ts'
import type { CardJourney } from '../../sign-in/card-attempt.ts'
import { type CardRefused, proveCard } from '../../sign-in/prove-card.ts'
import { presentedBy } from '../../smartcards/ask-for-card.ts'
import { NO_CARD, presentedToProxy } from '../../smartcards/presented-to-proxy.ts'
import { CARD_REFUSALS } from '../../smartcards/rules/refusals.ts'
import type { Presented, ProvenCard, RefusedCard } from '../../smartcards/verify-card.ts'
import { showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import type { FieldError } from '../../web/form-parts.tsx'
import { parseFields } from '../../web/forms.ts'
import { type Frame, textsOf } from '../../web/frame.ts'
import { isFromProxy } from '../../web/proxies.ts'
import type { LogonDoor, Surface } from '../doors.ts'
import { cardAnswer, missing } from '../pages/answers.ts'
import { sourceOf } from '../source-of.ts'
import { frameOf } from '../standing-of.ts'
import { BECAUSE } from '../start-again.tsx'
import type { SurfaceWorld } from '../world.ts'
import { listenerPath } from './listener-path.ts'
import { CardAcceptedPage } from './pages/card-accepted-page.tsx'
import { CardPasswordPage } from './pages/card-password-page.tsx'
import { CardRefusedPage } from './pages/card-refused-page.tsx'
import { CardScheduledPage } from './pages/card-scheduled-page.tsx'
import { CardStartAgainPage } from './pages/card-start-again-page.tsx'
import type { CardWorld } from './world.ts'

interface Here {
  readonly world: SurfaceWorld
  readonly cards: CardWorld
  readonly surface: Surface
  readonly door: LogonDoor
  /** What the card is asked for here. */
  readonly journey: CardJourney
}

/** The only pages of the listener that asks for a smartcard. Each request proves the card of its own connection. */
export function mountCardListener(app: Hono<WebEnv>, here: Here): void {
  const at = `${listenerPath(here.journey, here.door)}/:attempt`
  app.get(at, (c) => showForm(c, here, [], null))
  app.post(at, (c) => postForm(c, here))
}

function arrivalPath({ journey, door }: Here): string {
  return journey === 'card' ? `${door.path}/arrive` : `${door.home}/step-up/arrive`
}

/** Where everything begins, to begin it again. */
function beginning({ journey, door, cards }: Here): string {
  return `${cards.site}${journey === 'card' ? door.path : door.home}`
}

async function showForm(
  c: Context<WebEnv>,
  here: Here,
  errors: readonly FieldError[],
  refusal: Reference | null,
) {
  const entered = await enter(c, here)
  return entered instanceof Response ? entered : formPage(c, here, entered.frame, errors, refusal)
}

function formPage(
  c: Context<WebEnv>,
  here: Here,
  frame: Frame,
  errors: readonly FieldError[],
  reference: Reference | null,
) {
  const { world, surface, door, journey } = here
  const frozen = credentialsAsOf(world.programme, door.door, world.site, frame.standing.now)
  const page = (
    <CardPasswordPage
      frame={frame}
      action={c.req.path}
      journey={journey}
      doorLabel={doorOf(world.programme, door.door)?.label[frame.visit.language] ?? door.door}
      audience={surface.audience}
      frozenAt={frozen}
      errors={errors}
      refusal={reference && { reference }}
      again={beginning(here)}
    />
  )
  return showPage(c, page, errors.length > 0 ? 422 : reference === null ? 200 : 403)
}

async function postForm(c: Context<WebEnv>, here: Here) {
  const entered = await enter(c, here)
  if (entered instanceof Response) return entered
  const { card, frame, at } = entered
  const answered = parseFields(c.var.form, cardAnswer)
  if (!answered.ok) return formPage(c, here, frame, missing(textsOf(frame), answered.refusal), null)
  const { world, door, cards, journey } = here
  const proven = await proveCard(world, {
    journey,
    attemptId: c.req.param('attempt') as AttemptId,
    door: door.door,
    card: { issuer: card.issuer, serial: card.serial, key: card.key },
    typedUserId: answered.value.user_id,
    password: answered.value.card_password,
    at,
    ...sourceOf(c),
  })
  if (!proven.ok) return refusedPage(c, here, frame, proven.refusal)
  const to = `${cards.site}${arrivalPath(here)}/${proven.value}`
  // By a header and a link: no form may lead to another host.
  return showPage(c, <CardAcceptedPage frame={frame} to={to} />, 200, { Refresh: `0;url=${to}` })
}

function refusedPage(c: Context<WebEnv>, here: Here, frame: Frame, refusal: CardRefused) {
  const { surface, cards } = here
  switch (refusal.is) {
    case 'refused':
      return formPage(c, here, frame, [], refusal.reference)
    case 'scheduled':
      return showPage(
        c,
        <CardScheduledPage frame={frame} initiation={`${cards.site}${surface.initiation.path}`} />,
        403,
      )
    case 'attempt':
      return showPage(
        c,
        <CardStartAgainPage frame={frame} because={BECAUSE[refusal.because]} again={beginning(here)} />,
        409,
      )
    default:
      return c.var.refuse({ status: 503, retryAfterSeconds: 5 })
  }
}

interface Entered {
  readonly card: ProvenCard
  readonly frame: Frame
  readonly at: Instant
}

/** Before the card is proven every refusal but the missing card looks alike, and says nothing of who has one. */
async function enter(c: Context<WebEnv>, here: Here): Promise<Entered | Response> {
  const { world, surface, cards } = here
  const { programme, wire } = world.clocks
  const at = programme.now()
  const frame = frameOf(world, surface.system, c.var.visit, at)
  const presented = presentedIn(c)
  if (presented === undefined) return c.var.refuse({ status: 400 })
  const verified = await cards.verify(presented, { programme: at, wire: wire.now() })
  if (verified.ok) return { card: verified.value, frame, at }
  const reference = await recordRefused(c, here, verified.refusal, at)
  const page = (
    <CardRefusedPage
      frame={frame}
      what={CARD_REFUSALS[verified.refusal.reason]}
      refusal={{ reference }}
      again={beginning(here)}
    />
  )
  return showPage(c, page, 403)
}

/** Undefined where a proxy of ours does not say plainly what it saw. */
function presentedIn(c: Context<WebEnv>): Presented | undefined {
  if (!('incoming' in c.env)) return NO_CARD
  const { incoming } = c.env
  if (isFromProxy(incoming)) return presentedToProxy(incoming.headersDistinct)
  return incoming.socket instanceof TLSSocket ? presentedBy(incoming.socket) : NO_CARD
}

async function recordRefused(
  c: Context<WebEnv>,
  { world, door }: Here,
  { reason, code, claimed }: RefusedCard,
  at: Instant,
): Promise<Reference> {
  const reference = newReference(world.randomness)
  await world.database.write({ as: 'sign-in' }, (tx) =>
    recordEvent(tx, world, {
      kind: 'card-logon.card-refused',
      at,
      accountId: null,
      reference,
      facts: { door: door.door, reason, code: code ?? null },
      particulars: {
        network: sourceOf(c).network,
        ...(claimed && {
          subject: claimed.subject,
          issuer: claimed.issuerName,
          serial: claimed.serial,
          key: claimed.key,
        }),
      },
    }),
  )
  return reference
}
