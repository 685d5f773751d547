import type { Context } from 'hono'
import { assignCard, replaceCard } from '../../cards/changes/put-card.ts'
import { resetCardPassword } from '../../cards/changes/reset-card-password.ts'
import { revokeCard } from '../../cards/changes/revoke-card.ts'
import { readCardsOf } from '../../cards/list-cards.ts'
import type { CardId } from '../../kernel/ids.ts'
import { refused } from '../../kernel/result.ts'
import type { UserProfile } from '../../listings/read-user.ts'
import { showPage } from '../../web/answer.ts'
import type { WebEnv } from '../../web/env.ts'
import type { FieldError } from '../../web/form-parts.tsx'
import { textsOf } from '../../web/frame.ts'
import { askForChange } from '../ask-for-change.ts'
import { broughtCertificate, shownAgain } from '../brought-certificate.ts'
import type { InsideFirm } from '../enter-rooms.ts'
import type { Room, RoomsHere } from '../rooms.ts'
import { enterAsMaker } from './administrators.ts'
import { answerAsked, typedBefore } from './answer-asked.ts'
import { AskPage } from './pages/ask-page.tsx'
import { PutCardPage } from './pages/put-card-page.tsx'
import { USER_IN_PATH } from './user.tsx'
import { profileIn } from './user-forms.tsx'

interface About {
  readonly entered: InsideFirm
  readonly user: UserProfile
}
type Show = (c: Context<WebEnv>, about: About, errors: readonly FieldError[]) => Response | Promise<Response>
type Ask = (c: Context<WebEnv>, here: RoomsHere, about: About) => ReturnType<typeof askForChange>

/** What is asked about a user's card: its form, and what becomes of what was typed there. */
const DEEDS: Readonly<Record<string, { readonly show: Show; readonly ask: Ask; readonly upload?: true }>> = {
  assign: { show: showPut('assign'), ask: askPut(assignCard), upload: true },
  replace: { show: showPut('replace'), ask: askPut(replaceCard), upload: true },
  revoke: { show: showAsk('revoke'), ask: askRevocation },
  'reset-password': { show: showAsk('reset-password'), ask: askReset },
}

export const mountAskingAboutCards: Room['mount'] = (app, here, at) => {
  for (const [deed, { show, ask, upload }] of Object.entries(DEEDS)) {
    const path = `${at}/${USER_IN_PATH}/${deed}${upload ? '/upload' : ''}`
    app.get(path, (c) => withUser(c, here, (about) => show(c, about, [])))
    app.post(path, (c) =>
      withUser(c, here, async (about) =>
        answerAsked(c, here, about.entered, await ask(c, here, about), (errors) => show(c, about, errors)),
      ),
    )
  }
}

async function withUser(
  c: Context<WebEnv>,
  here: RoomsHere,
  answer: (about: About) => Response | Promise<Response>,
) {
  const entered = await enterAsMaker(c, here)
  if (entered instanceof Response) return entered
  const user = await profileIn(c, here, entered)
  return user === undefined ? c.var.refuse({ status: 404 }) : answer({ entered, user })
}

const remarkIn = (c: Context<WebEnv>) => c.var.form.get('remark')?.trim() ?? ''

function askPut(kind: typeof assignCard): Ask {
  return async (c, { world }, { entered, user }) => {
    const certificate = await broughtCertificate(c)
    if (certificate === undefined) {
      const message = textsOf(entered.frame).changes.problems['not-a-card']
      return refused({ is: 'problem', errors: [{ field: 'certificate', message }] })
    }
    const input = { id: world.randomness.uuid() as CardId, accountId: user.id, certificate }
    return askForChange(world, entered, { kind, input, remark: remarkIn(c) })
  }
}

/** The card that is in force as he presses: nobody has to copy its number. */
async function askRevocation(...[c, { world }, { entered, user }]: Parameters<Ask>): ReturnType<Ask> {
  const scope = { as: 'participant', participant: entered.participant.id } as const
  const { cards } = await world.database.read(scope, (db) => readCardsOf(db, user.id))
  const card = cards.find(({ endedBecause }) => endedBecause === null)?.id
  if (card === undefined) {
    const message = textsOf(entered.frame).changes.problems['no-card']
    return refused({ is: 'problem', errors: [{ field: 'form', message }] })
  }
  return askForChange(world, entered, {
    ...{ kind: revokeCard, input: { accountId: user.id, card }, remark: remarkIn(c) },
  })
}

function askReset(...[c, { world }, { entered, user }]: Parameters<Ask>): ReturnType<Ask> {
  const input = { accountId: user.id }
  return askForChange(world, entered, { kind: resetCardPassword, input, remark: remarkIn(c) })
}

function around({ entered, user }: About, deed: string) {
  const back = `${entered.base}/cards/${user.userId}`
  return { ...entered.around, about: `${user.userId} (${user.displayName})`, back, action: `${back}/${deed}` }
}

function showPut(deed: 'assign' | 'replace'): Show {
  return (c, about, errors) => {
    const typed = shownAgain(typedBefore(c) ?? new Map())
    const page = (
      <PutCardPage
        {...around(about, `${deed}/upload`)}
        deed={deed}
        certificate={typed.get('certificate') ?? ''}
        remark={typed.get('remark') ?? ''}
        errors={errors}
      />
    )
    return showPage(c, page, errors.length === 0 ? 200 : 422)
  }
}

const WORDS = {
  revoke: { title: 'revokeTitle', intro: 'revokeIntro', button: 'revokeNow' },
  'reset-password': { title: 'resetTitle', intro: 'resetIntro', button: null },
} as const

function showAsk(deed: keyof typeof WORDS): Show {
  return (c, about, errors) => {
    const { cardRegister: t, userForms } = textsOf(about.entered.frame)
    const { title, intro, button } = WORDS[deed]
    const page = (
      <AskPage
        {...around(about, deed)}
        title={t[title]}
        intro={t[intro]}
        button={button === null ? userForms.ask : t[button]}
        hurts={deed === 'revoke'}
        remark={typedBefore(c)?.get('remark') ?? ''}
        errors={errors}
      />
    )
    return showPage(c, page, errors.length === 0 ? 200 : 422)
  }
}
