import type { Context } from 'hono'
import { removeUser } from '../../accounts/changes/remove-user.ts'
import { reinstateUser, suspendUser } from '../../accounts/changes/suspend-user.ts'
import type { UserProfile } from '../../listings/read-user.ts'
import { endSessions } from '../../resets/changes/end-sessions.ts'
import { unlock } from '../../resets/changes/release-lock.ts'
import { resetChannel, resetPassword } from '../../resets/changes/reset-credentials.ts'
import { showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import type { FieldError } from '../../web/form-parts.tsx'
import { textsOf } from '../../web/frame.ts'
import { askForChange } from '../ask-for-change.ts'
import type { InsideFirm } from '../enter-rooms.ts'
import type { Room, RoomsHere } from '../rooms.ts'
import { enterAsMaker } from './administrators.ts'
import { answerAsked, typedBefore } from './answer-asked.ts'
import { AskPage } from './pages/ask-page.tsx'
import { USER_IN_PATH } from './user.tsx'
import { profileIn } from './user-forms.tsx'

/** What is asked about a user with a yes and a reason. */
const ASKED = {
  suspend: {
    kind: suspendUser,
    title: 'suspendTitle',
    intro: 'suspendIntro',
    button: 'suspendNow',
  },
  reinstate: { kind: reinstateUser, title: 'reinstateTitle', intro: 'reinstateIntro', button: 'ask' },
  remove: { kind: removeUser, title: 'removeTitle', intro: 'removeIntro', button: 'ask' },
  'reset-password': {
    kind: resetPassword,
    title: 'resetPasswordTitle',
    intro: 'resetPasswordIntro',
    button: 'ask',
  },
  'reset-channel': {
    kind: resetChannel,
    title: 'resetChannelTitle',
    intro: 'resetChannelIntro',
    button: 'ask',
  },
  unlock: { kind: unlock, title: 'unlockTitle', intro: 'unlockIntro', button: 'ask' },
  'end-sessions': {
    kind: endSessions,
    title: 'endSessionsTitle',
    intro: 'endSessionsIntro',
    button: 'endSessionsNow',
  },
} as const

type Deed = keyof typeof ASKED

/** What is taken away is seen to be. */
const HURTS: readonly Deed[] = ['suspend', 'remove', 'reset-password', 'reset-channel', 'end-sessions']

const DEEDS = Object.keys(ASKED) as readonly Deed[]

export const mountAskingAboutUser: Room['mount'] = (app, here, at) => {
  for (const deed of DEEDS) {
    app.get(`${at}/${USER_IN_PATH}/${deed}`, (c) => show(c, here, deed))
    app.post(`${at}/${USER_IN_PATH}/${deed}`, (c) => post(c, here, deed))
  }
}

async function show(c: Context<WebEnv>, here: RoomsHere, deed: Deed) {
  const entered = await enterAsMaker(c, here)
  if (entered instanceof Response) return entered
  const user = await profileIn(c, here, entered)
  return user === undefined ? c.var.refuse({ status: 404 }) : showForm(c, entered, user, deed, [])
}

async function post(c: Context<WebEnv>, here: RoomsHere, deed: Deed) {
  const entered = await enterAsMaker(c, here)
  if (entered instanceof Response) return entered
  const user = await profileIn(c, here, entered)
  if (user === undefined) return c.var.refuse({ status: 404 })
  const asked = await askForChange(here.world, entered, {
    kind: ASKED[deed].kind,
    input: { accountId: user.id },
    remark: c.var.form.get('remark') ?? '',
  })
  return answerAsked(c, here, entered, asked, (errors) => showForm(c, entered, user, deed, errors))
}

function showForm(
  c: Context<WebEnv>,
  { around, base }: InsideFirm,
  { userId, displayName }: UserProfile,
  deed: Deed,
  errors: readonly FieldError[],
) {
  const t = textsOf(around.frame).userForms
  const { title, intro, button } = ASKED[deed]
  const back = `${base}/users/${userId}`
  const page = (
    <AskPage
      {...around}
      about={`${userId} (${displayName})`}
      title={t[title]}
      intro={t[intro]}
      button={t[button]}
      hurts={HURTS.includes(deed)}
      action={`${back}/${deed}`}
      back={back}
      remark={typedBefore(c)?.get('remark') ?? ''}
      errors={errors}
    />
  )
  return showPage(c, page, errors.length === 0 ? 200 : 422)
}
