import type { NoticeKind, OwnChange } from '../kernel/vocabulary.ts'

/** What a letter may say of the request it answers: every text is one line already, in this letter's language. */
export interface LetterParticulars {
  /** `CCMS`, `DMS` */
  readonly system: string
  /** Initials, `C.M.T.`; empty where a name has no letters. */
  readonly person: string
  /** The last three characters of the User ID. */
  readonly idEnd: string
  readonly at: string
  /** The network the request came from; null where there was none. */
  readonly origin: string | null
  readonly phone: string
  readonly email: string
}

export interface CodeParticulars {
  readonly code: string
  readonly minutes: number
}

export type ChangedByFirm =
  | 'password-reset'
  | 'channel-reset'
  | 'unlocked'
  | 'sessions-ended'
  | 'emergency-passcode'
  | 'card-assigned'
  | 'card-replaced'
  | 'card-revoked'
  | 'card-password-reset'

export interface EventParticulars {
  readonly now: 'registered' | 'amended' | 'withdrawn'
  readonly number: string
  readonly event: string
  readonly until: string
}

export interface WaitingTask {
  /** The firm's code; null at the operator's desk. */
  readonly firm: string | null
  readonly kind: NoticeKind
  readonly count: number
}

/** One kind of letter. `body` is a list of paragraphs; `when` says time and origin; `ifNotYou` what to do then. */
export interface LetterText<Details> {
  readonly subject: string
  readonly body: (details: Details) => readonly string[]
  readonly when: string
  readonly ifNotYou: string
}

export interface LetterTexts {
  readonly addressee: (letter: LetterParticulars) => string
  readonly when: (lead: string, letter: LetterParticulars) => string
  readonly contact: (letter: LetterParticulars) => string
  readonly noLinks: string
  readonly kinds: {
    readonly 'initiation-code': LetterText<CodeParticulars>
    readonly 'channel-proof': LetterText<CodeParticulars>
    readonly 'logon-code': LetterText<CodeParticulars>
    readonly 'change-code': LetterText<CodeParticulars>
    readonly 'step-up-code': LetterText<CodeParticulars>
    readonly 'account-changed': LetterText<{ readonly change: OwnChange }>
    readonly 'changed-by-firm': LetterText<{ readonly change: ChangedByFirm }>
    readonly 'password-expires': LetterText<{ readonly expires: string }>
    readonly 'event-registration': LetterText<EventParticulars>
    readonly 'already-initiated': LetterText<object>
    readonly 'two-factor-set-up': LetterText<{ readonly channel: 'email' | 'app' }>
    readonly 'logon-locked': LetterText<{ readonly until: string }>
    readonly 'passcode-replayed': LetterText<object>
    readonly 'emergency-passcode-used': LetterText<object>
    readonly 'reset-by-operators': LetterText<object>
    readonly 'address-test': LetterText<object>
    readonly 'address-replaced': LetterText<object>
    readonly 'tasks-waiting': LetterText<{ readonly tasks: readonly WaitingTask[] }>
  }
}
