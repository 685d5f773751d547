import type { Holder } from '../accounts/find-holder.ts'
import type { ReadDb } from '../db/transaction.ts'
import { latestCode } from '../one-time-codes/latest-code.ts'
import { showAppSetup } from '../one-time-codes/show-app-setup.ts'
import { situation } from '../programme/rules/situation.ts'
import { draftCredential, openDraft } from '../sign-in/attempt-draft.ts'
import type { Attempt } from '../sign-in/attempt-store.ts'
import { type ChannelOffer, provesByOwn } from '../sign-in/rules/channels-offered.ts'
import type { InitiationStep } from '../sign-in/steps.ts'
import type { FieldError } from '../web/form-parts.tsx'
import { type Frame, textsOf } from '../web/frame.ts'
import type { Markup } from '../web/markup.ts'
import type { Surface } from './doors.ts'
import { mailedCodeOf } from './mailed-code-of.ts'
import { maskAddress } from './mask-address.ts'
import { ChooseChannelPage } from './pages/choose-channel-page.tsx'
import { ChoosePasswordPage } from './pages/choose-password-page.tsx'
import { InitiationCodePage } from './pages/initiation-code-page.tsx'
import { InitiationDonePage } from './pages/initiation-done-page.tsx'
import type { Pairing, Refusal } from './pages/props.ts'
import { ProveAppPage } from './pages/prove-app-page.tsx'
import { ProveEmailPage } from './pages/prove-email-page.tsx'
import { describeRules } from './password-errors.ts'
import type { SurfaceWorld } from './world.ts'

export interface InitiationView {
  readonly world: SurfaceWorld
  readonly surface: Surface
  readonly frame: Frame
  readonly attempt: Attempt
  /** Undefined for an attempt of nobody, which only ever sees the first of these pages. */
  readonly holder: Holder | undefined
  readonly offered: readonly ChannelOffer[]
  readonly codeLifetime: Temporal.Duration
  readonly step: InitiationStep
  readonly errors: readonly FieldError[]
  readonly refusal: Refusal | null
}

/** The page of the step an initiation stands at. */
export function viewOf(db: ReadDb, view: InitiationView): Markup | Promise<Markup> {
  switch (stepToShow(view)) {
    case 'registered-email':
      return codePage(db, view)
    case 'password':
      return passwordPage(view)
    case 'channel':
      return channelPage(view)
    case 'proof':
    case 'second-proof':
      return view.attempt.channel === 'email' ? proveEmailPage(db, view) : proveAppPage(view)
    case 'set-up':
      return donePage(view)
  }
}

/** Where a proof leads back to once no door takes its channel any more. */
const WITHOUT_USE: Partial<Record<InitiationStep, InitiationStep>> = {
  proof: 'channel',
  'second-proof': 'set-up',
}

function stepToShow({ step, attempt, offered }: InitiationView): InitiationStep {
  const useful = offered.some(({ kind }) => kind === attempt.channel)
  return useful ? step : (WITHOUT_USE[step] ?? step)
}

async function codePage(
  db: ReadDb,
  { surface, frame, attempt, codeLifetime, errors, refusal }: InitiationView,
) {
  const { path } = surface.initiation
  const code = await latestCode(db, attempt.id, 'registered-email')
  const askedAt = code?.issuedAt ?? attempt.begunAt
  return (
    <InitiationCodePage
      frame={frame}
      action={`${path}/code`}
      errors={errors}
      refusal={refusal}
      audience={surface.audience}
      askedAt={askedAt}
      validUntil={askedAt.add(codeLifetime)}
      resend={`${path}/again`}
      beginAgain={path}
    />
  )
}

function passwordPage({ world, surface, frame, errors, refusal }: InitiationView) {
  const { path } = surface.initiation
  return (
    <ChoosePasswordPage
      frame={frame}
      action={`${path}/password`}
      errors={errors}
      refusal={refusal}
      rules={describeRules(textsOf(frame), world.passwordProfile, false)}
      beginAgain={path}
    />
  )
}

function channelPage({ surface, frame, holder, offered, errors, refusal }: InitiationView) {
  const { path } = surface.initiation
  return (
    <ChooseChannelPage
      frame={frame}
      action={`${path}/channel`}
      errors={errors}
      refusal={refusal}
      channels={offered}
      sentTo={maskAddress(holder?.email ?? '')}
      isOwn={holder !== undefined && provesByOwn(holder)}
      beginAgain={path}
    />
  )
}

async function proveEmailPage(
  db: ReadDb,
  { surface, frame, attempt, holder, step, errors, refusal }: InitiationView,
) {
  const { path } = surface.initiation
  const address = holder?.email ?? null
  const resend = `${path}/channel/email`
  const mailed = { attempt, purpose: 'channel-proof', letter: 'channel-proof', address, resend } as const
  return (
    <ProveEmailPage
      frame={frame}
      action={`${path}/proof`}
      errors={errors}
      refusal={refusal}
      mail={await mailedCodeOf(db, mailed)}
      otherChannel={step === 'proof' ? `${path}/channel` : null}
    />
  )
}

function proveAppPage({ world, surface, frame, attempt, holder, step, errors, refusal }: InitiationView) {
  const { path } = surface.initiation
  return (
    <ProveAppPage
      frame={frame}
      action={`${path}/proof`}
      errors={errors}
      refusal={refusal}
      pairing={pairingOf(world, frame, attempt, holder)}
      otherChannel={step === 'proof' ? `${path}/channel` : null}
    />
  )
}

function pairingOf(
  { sealer }: SurfaceWorld,
  frame: Frame,
  attempt: Attempt,
  holder: Holder | undefined,
): Pairing | null {
  const draft = openDraft(sealer, attempt)
  const credential = holder && draftCredential(draft, holder.accountId)
  if (holder === undefined || credential === undefined)
    throw new Error(`attempt ${attempt.id} has no app to prove`)
  if (draft.channel?.kept) return null
  const { service: issuer } = frame.standing
  const setup = showAppSetup(sealer, credential, { issuer, account: holder.userId })
  if (!setup.ok) throw new Error(`the app secret of attempt ${attempt.id} does not open`)
  return { ...setup.value, accountName: `${issuer}: ${holder.userId}` }
}

function donePage({ world, surface, frame, attempt, holder, offered }: InitiationView) {
  const session = situation(world.lastInForce(), world.site, frame.standing.now)
  const [second] = offered
  return (
    <InitiationDonePage
      frame={frame}
      channel={holder?.channels.length === 2 ? 'both' : (attempt.channel ?? 'app')}
      carriedForward={session === null ? null : (session.notes[0]?.[frame.visit.language] ?? null)}
      second={
        second === undefined
          ? null
          : { ...second, action: `${surface.initiation.path}/channel/${second.kind}` }
      }
      logon={surface.landing}
    />
  )
}
