import type { Reference } from '../../kernel/ids.ts'
import type { Instant } from '../../kernel/instant.ts'
import type { ChannelKind, SecondFactor, SessionEnd } from '../../kernel/vocabulary.ts'
import type { FieldError } from '../../web/form-parts.tsx'
import type { Frame } from '../../web/frame.ts'

/**
 * What the pages need to be told, and nothing else: a page reads no data and decides nothing. Texts are ready to
 * print in the visit's language; `action` and `href` are paths of this site; moments are put into words by the page.
 */
export interface PageProps {
  readonly frame: Frame
}

/** Whom the door serves; it decides who is named as able to help (P18). */
export type Audience = 'user' | 'administrator' | 'client-connect' | 'operator'

/** All a refused person learns: the same for every reason, so that no page tells accounts apart. */
export interface Refusal {
  readonly reference: Reference
}

export interface FormPageProps extends PageProps {
  /** Where the page's own form posts to. */
  readonly action: string
  readonly errors: readonly FieldError[]
  readonly refusal: Refusal | null
}

export interface LandingDoor {
  /** The programme's exact label: the whole text of the link. */
  readonly label: string
  readonly href: string
  readonly open: boolean
  /** Until when it is open, or when it opens. */
  readonly note: string | null
  /** The way that took the place of a door that has closed for good. */
  readonly instead: { readonly text: string; readonly label: string; readonly href: string } | null
  /** Set where the programme has this door but this installation can't open it: no link, and this says why. */
  readonly absentNote: string | null
}

export interface LandingPageProps extends PageProps {
  readonly doors: readonly LandingDoor[]
  /** The way to the other system, for those who came to the wrong one (P11). */
  readonly elsewhere: { readonly text: string; readonly label: string; readonly href: string } | null
}

export interface LogonPageProps extends FormPageProps {
  readonly doorLabel: string
  readonly audience: Audience
  /** Where initiation begins, while its door is open. */
  readonly initiation: { readonly href: string } | null
}

export interface MailedCode {
  /** `c•••@example.hk` */
  readonly sentTo: string
  readonly sentAt: Instant
  readonly validUntil: Instant
  /** `limited`: none was sent in this attempt, for enough were sent lately (attack 66). */
  readonly delivery: 'queued' | 'sent' | 'failed' | 'bounced' | 'lapsed' | 'limited'
  /** Where a form asks for another code. */
  readonly resend: string
}

export interface PasscodePageProps extends FormPageProps {
  readonly doorLabel: string
  readonly audience: Audience
  readonly channel: ({ readonly kind: 'email' } & MailedCode) | { readonly kind: 'app' }
  readonly switchTo: { readonly channel: ChannelKind; readonly action: string } | null
  readonly beginAgain: string
}

export interface InitiationUserIdPageProps extends FormPageProps {
  readonly audience: Audience
}

/** Nothing here depends on whether the User ID exists or has an email (design 3.1). */
export interface InitiationCodePageProps extends FormPageProps {
  readonly audience: Audience
  readonly askedAt: Instant
  readonly validUntil: Instant
  readonly resend: string
  readonly beginAgain: string
}

export interface ChoosePasswordPageProps extends FormPageProps {
  /** Every rule in words, shown before typing. */
  readonly rules: readonly string[]
  readonly beginAgain: string
}

/** An OTP channel that may be set up, and from when no door takes it any more. */
export interface OfferedChannel {
  readonly kind: ChannelKind
  readonly until: Instant | null
}

export interface ChooseChannelPageProps extends FormPageProps {
  readonly channels: readonly OfferedChannel[]
  /** The registered address, masked. */
  readonly sentTo: string
  /** His password alone was reset: they are those he has. */
  readonly isOwn: boolean
  readonly beginAgain: string
}

export interface ProveEmailPageProps extends FormPageProps {
  readonly mail: MailedCode
  /** Where another channel is chosen; null where none can be. */
  readonly otherChannel: string | null
}

export interface Pairing {
  /** SVG path of the dark modules, one unit a module; `size` is the side with its quiet zone. */
  readonly qr: { readonly path: string; readonly size: number }
  /** Base32 without padding. */
  readonly typedKey: string
  /** What the app will call the account. */
  readonly accountName: string
}

export interface ProveAppPageProps extends FormPageProps {
  /** Null for an app that is paired already: its secret is shown to nobody again. */
  readonly pairing: Pairing | null
  readonly otherChannel: string | null
}

export interface InitiationDonePageProps extends PageProps {
  readonly channel: ChannelKind | 'both'
  /** What the programme says of work done in this session; null in ordinary production. */
  readonly carriedForward: string | null
  readonly second: (OfferedChannel & { readonly action: string }) | null
  readonly logon: string
}

/** A logon session as its own person sees it. */
export interface SessionView {
  readonly userId: string
  readonly displayName: string
  readonly channel: SecondFactor
  readonly loggedOnAt: Instant
  readonly lastLogon: { readonly at: Instant; readonly channel: SecondFactor } | null
  /** Null for whoever came by smartcard and has not set up 2FA yet: nothing of the kind is there to change. */
  readonly passwordSince: Instant | null
  /** Until when the password is good, where that was announced. */
  readonly passwordExpiresAt: Instant | null
  readonly life: SessionLifeView
  readonly paths: SessionPaths
}

/** How long a logon session lives if nothing more is asked for. */
export interface SessionLifeView {
  readonly idleEndsAt: Instant
  readonly endsAt: Instant
}

/** Where somebody logged on may go. */
export interface SessionPaths {
  readonly home: string
  readonly password: string
  readonly channels: string
  readonly initiation: string
  readonly sessions: string
  readonly stay: string
  readonly logOut: string
}

export type FunctionState =
  | { readonly is: 'open'; readonly until: Instant | null }
  | { readonly is: 'closed'; readonly opensAt: Instant | null }
  /** Closed because a connectivity test is on: logging on was the point of it. */
  | { readonly is: 'closed-in-test' }

export interface FunctionPageProps extends PageProps {
  readonly functionName: string
  readonly state: FunctionState
  readonly session: SessionView
}

export interface LoggedOutPageProps extends PageProps {
  readonly back: string
}

export interface SessionEndedPageProps extends PageProps {
  readonly because: SessionEnd
  readonly back: string
}

export interface StartAgainPageProps extends PageProps {
  readonly because: 'expired' | 'elsewhere' | 'finished'
  readonly again: string
}
