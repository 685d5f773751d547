import type { Instant } from '../../kernel/instant.ts'
import type { ChannelKind, OwnChange, SecondFactor } from '../../kernel/vocabulary.ts'
import type { FieldError } from '../../web/form-parts.tsx'
import type { MailedCode, PageProps, Pairing, Refusal, SessionView } from './props.ts'

/** What stands around each page of one's own account. */
export interface OwnPageProps extends PageProps {
  readonly session: SessionView
  readonly functionName: string
}

export interface OwnFormPageProps extends OwnPageProps {
  readonly action: string
  readonly errors: readonly FieldError[]
  readonly refusal: Refusal | null
}

export interface ChangePasswordPageProps extends OwnFormPageProps {
  readonly rules: readonly string[]
  /** It is too old: nothing else can be done before. */
  readonly expired: boolean
  /** What is changed here is not carried forward. */
  readonly thrownAway: boolean
}

export interface ChannelsPageProps extends OwnPageProps {
  readonly channels: readonly ChannelView[]
  /** What may be done, and where it begins. */
  readonly actions: readonly { readonly change: OwnChange; readonly href: string }[]
  /** Why something may not be: the only channel, no email, or a test session that is thrown away. */
  readonly notes: readonly string[]
  /** Somebody asked for what cannot be done. */
  readonly refused: boolean
}

export interface ChannelView {
  readonly kind: ChannelKind
  readonly since: Instant
  /** The masked address of email. */
  readonly sentTo: string | null
  /** From when no door takes it any more. */
  readonly until: Instant | null
}

export interface ChangeChannelPageProps extends OwnFormPageProps {
  readonly change: OwnChange
  /** From when no door takes the channel any more that is added. */
  readonly until: Instant | null
}

export interface ConfirmChangePageProps extends OwnFormPageProps {
  readonly change: OwnChange
  readonly channel: ({ readonly kind: 'email' } & MailedCode) | { readonly kind: 'app' }
  readonly switchTo: { readonly channel: ChannelKind; readonly action: string } | null
}

export interface ProveAddedPageProps extends OwnFormPageProps {
  readonly change: OwnChange
  readonly added: { readonly kind: 'email'; readonly mail: MailedCode } | ({ readonly kind: 'app' } & Pairing)
}

export interface ChangedPageProps extends OwnPageProps {
  readonly change: OwnChange
  readonly sessionsEnded: number
}

export interface SessionsPageProps extends OwnPageProps {
  readonly sessions: readonly OwnSessionView[]
  readonly endOne: string
  readonly endOthers: string
  /** How many have just been ended; null where nobody asked. */
  readonly ended: number | null
}

export interface OwnSessionView {
  readonly id: string
  readonly door: string
  readonly channel: SecondFactor
  readonly since: Instant
  readonly seen: Instant
  readonly network: string
  readonly isThisOne: boolean
}
