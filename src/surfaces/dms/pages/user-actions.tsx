import type { UserProfile } from '../../../listings/read-user.ts'
import { type Frame, textsOf } from '../../../web/frame.ts'
import { Link } from '../../../web/link.tsx'

/** What may be asked for about a user, by whoever looks at him; null: not by him, or not now. */
export interface UserActions {
  readonly amend: string | null
  readonly copy: string | null
  readonly unlock: string | null
  readonly 'reset-password': string | null
  readonly 'reset-channel': string | null
  readonly emergency: string | null
  readonly cards: string | null
  readonly 'end-sessions': string | null
  readonly suspend: string | null
  readonly reinstate: string | null
  readonly remove: string | null
}

/** In the order of the buttons: what helps before what takes away. */
const ACTIONS = [
  ...(['amend', 'copy', 'unlock', 'reset-password', 'reset-channel', 'emergency', 'cards'] as const),
  ...(['end-sessions', 'suspend', 'reinstate', 'remove'] as const),
]

/** Each leads to a page that says what will be, and asks. */
const HURTS: readonly (typeof ACTIONS)[number][] = ['end-sessions', 'suspend', 'remove']

export interface ActionsProps {
  readonly frame: Frame
  readonly actions: UserActions
  readonly user: Pick<UserProfile, 'roles'>
  /** Why an emergency passcode would not help him; null where it might, or where this viewer asks for none. */
  readonly noEmergency: 'suspended' | 'not-initiated' | null
}

/** The buttons of a user's page; none for a Delegated Administrator, with the reason. */
export function Actions({ frame, actions, user, noEmergency }: ActionsProps) {
  const t = textsOf(frame).user
  const links = ACTIONS.flatMap((action) => {
    const to = actions[action]
    return to === null ? [] : [{ to, text: t[action], hurts: HURTS.includes(action) }]
  })
  return (
    <>
      {user.roles.some((role) => role !== 'user') && <p class="govuk-inset-text">{t.keptByDa3}</p>}
      {links.length > 0 && (
        <nav class="sp-actions" aria-label={t.actions}>
          {links.map(({ to, text, hurts }) => (
            <Link to={to} class={`govuk-button govuk-button--${hurts ? 'warning' : 'secondary'}`}>
              {text}
            </Link>
          ))}
        </nav>
      )}
      {noEmergency && <p class="sp-quiet">{textsOf(frame).emergency.whyNot[noEmergency]}</p>}
    </>
  )
}
