/**
 * The journeys, step by step: what is asked, what is proven by it, where it leads. `attempt.step` is one of the keys, and
 * no two journeys share one; a deed accepts an attempt only at its own step, so no step can be skipped, repeated out of
 * turn or taken from another journey.
 */
export const logonSteps = {
  identify: { asks: ['User ID', 'Password'], proves: 'something known', next: 'passcode' },
  passcode: { asks: ['One-time passcode'], proves: 'something held', next: 'logged-on' },
} as const

export const initiationSteps = {
  identify: { asks: ['User ID'], proves: 'nothing: anybody may ask', next: 'registered-email' },
  // Whoever has just logged on by smartcard begins at `password` (adr/0035).
  'registered-email': { asks: ['Code from your email'], proves: 'the registered mailbox', next: 'password' },
  password: { asks: ['New password', 'Repeat new password'], proves: 'nothing yet', next: 'channel' },
  channel: { asks: ['OTP channel'], proves: 'nothing yet', next: 'proof' },
  proof: { asks: ['One-time passcode'], proves: 'the channel, by using it (P16)', next: 'set-up' },
  'set-up': { asks: [], proves: '2FA is set up; a second channel may be added', next: 'second-proof' },
  'second-proof': { asks: ['One-time passcode'], proves: 'the second channel', next: 'set-up' },
} as const

/** A change of one's own account, from inside a logon session (own-account/). */
export const changeSteps = {
  identify: { asks: ['Current password'], proves: 'something known, again', next: 'change-passcode' },
  'change-passcode': { asks: ['One-time passcode'], proves: 'something held, again', next: 'changed' },
  'change-proof': { asks: ['One-time passcode'], proves: 'the channel that is added', next: 'changed' },
} as const

/** A step-up: before what is hard to take back, somebody logged on shows that it is still he. */
export const stepUpSteps = {
  'step-up-passcode': { asks: ['One-time passcode'], proves: 'something held, again', next: 'stepped-up' },
  // Whoever came by smartcard, again by that (adr/0049).
  'step-up-card': {
    asks: ['Smartcard', 'User ID', 'Card password'],
    proves: 'something held, something known, again',
    next: 'step-up-card-proven',
  },
  'step-up-card-proven': { asks: [], proves: 'that it is the browser that began', next: 'stepped-up' },
} as const

/** By smartcard: begun at the door, proven at the listener that asks for the card, and finished at the door again (adr/0035). */
export const cardSteps = {
  card: {
    asks: ['Smartcard', 'User ID', 'Card password'],
    proves: 'something held, something known',
    next: 'card-proven',
  },
  'card-proven': { asks: [], proves: 'that it is the browser that began', next: 'logged-on' },
} as const

export type LogonStep = Exclude<keyof typeof logonSteps, 'identify'>
export type InitiationStep = Exclude<keyof typeof initiationSteps, 'identify'>
export type ChangeStep = Exclude<keyof typeof changeSteps, 'identify'>
export type StepUpStep = keyof typeof stepUpSteps
export type CardStep = keyof typeof cardSteps
export type AttemptStep = LogonStep | InitiationStep | ChangeStep | StepUpStep | CardStep

/** How long a journey may take from its first step. */
export const ATTEMPT_LIFETIME = {
  logon: { minutes: 15 },
  initiation: { minutes: 30 },
  change: { minutes: 15 },
  'step-up': { minutes: 15 },
  card: { minutes: 15 },
} as const
