import type { ReadDb } from '../db/transaction.ts'
import { showAppSetup } from '../one-time-codes/show-app-setup.ts'
import type { ChangeAttempt } from '../own-account/open-change.ts'
import { draftCredential, openDraft } from '../sign-in/attempt-draft.ts'
import { channelsTaken } from '../sign-in/rules/channels-taken.ts'
import type { FieldError } from '../web/form-parts.tsx'
import type { Markup } from '../web/markup.ts'
import type { Here, Inside } from './inside.tsx'
import { mailedCodeOf } from './mailed-code-of.ts'
import { ConfirmChangePage } from './pages/confirm-change-page.tsx'
import type { ProveAddedPageProps } from './pages/own-props.ts'
import type { Refusal } from './pages/props.ts'
import { ProveAddedPage } from './pages/prove-added-page.tsx'

interface Shown {
  readonly attempt: ChangeAttempt
  readonly path: string
  readonly errors: readonly FieldError[]
  readonly refusal: Refusal | null
}

/** The page of the step a change stands at. */
export function changeView(here: Here, inside: Inside, shown: Shown): Promise<Markup> {
  return here.world.database.read({ as: 'sign-in' }, (db) =>
    shown.attempt.step === 'change-proof'
      ? proveAdded(db, here, inside, shown)
      : confirm(db, here, inside, shown),
  )
}

async function confirm(db: ReadDb, { world, door }: Here, inside: Inside, shown: Shown): Promise<Markup> {
  const { attempt, path, errors, refusal } = shown
  const { frame, session, functionName, holder } = inside
  const resend = `${path}/passcode/email`
  const mailed = { attempt, purpose: 'change', letter: 'change-code', address: holder.email, resend } as const
  const visit = { door: door.door, enteredAt: attempt.begunAt, at: inside.at }
  const other = channelsTaken(world.programme, holder, visit).find(({ kind }) => kind !== attempt.channel)
  return (
    <ConfirmChangePage
      frame={frame}
      session={session}
      functionName={functionName}
      action={`${path}/passcode`}
      errors={errors}
      refusal={refusal}
      change={attempt.change.what}
      channel={
        attempt.channel === 'email' ? { kind: 'email', ...(await mailedCodeOf(db, mailed)) } : { kind: 'app' }
      }
      switchTo={
        other === undefined ? null : { channel: other.kind, action: `${path}/passcode/${other.kind}` }
      }
    />
  )
}

async function proveAdded(db: ReadDb, here: Here, inside: Inside, shown: Shown): Promise<Markup> {
  const { attempt, path, errors, refusal } = shown
  const { frame, session, functionName } = inside
  return (
    <ProveAddedPage
      frame={frame}
      session={session}
      functionName={functionName}
      action={`${path}/proof`}
      errors={errors}
      refusal={refusal}
      change={attempt.change.what}
      added={attempt.channel === 'email' ? await email(db, inside, shown) : app(here, inside, shown)}
    />
  )
}

async function email(
  db: ReadDb,
  { holder }: Inside,
  { attempt, path }: Shown,
): Promise<ProveAddedPageProps['added']> {
  const resend = `${path}/proof/again`
  const proof = { purpose: 'channel-proof', letter: 'channel-proof' } as const
  return {
    kind: 'email',
    mail: await mailedCodeOf(db, { attempt, ...proof, address: holder.email, resend }),
  }
}

function app({ world }: Here, { frame, holder }: Inside, { attempt }: Shown): ProveAddedPageProps['added'] {
  const credential = draftCredential(openDraft(world.sealer, attempt), holder.accountId)
  if (credential === undefined) throw new Error(`the change ${attempt.id} has no app to prove`)
  const names = { issuer: frame.standing.service, account: holder.userId }
  const setup = showAppSetup(world.sealer, credential, names)
  if (!setup.ok) throw new Error(`the app secret of the change ${attempt.id} does not open`)
  return { kind: 'app', ...setup.value, accountName: `${names.issuer}: ${names.account}` }
}
