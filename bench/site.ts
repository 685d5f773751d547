/** A business morning after the launch: the OTP doors and both functions are open. */
export const OPENED_AT = Temporal.Instant.from('2023-06-13T10:00+08:00')
/** The smartcard doors are open, for the connectivity test. */
export const SESSION_ONE = Temporal.Instant.from('2023-06-10T18:10+08:00')
export const ORIGIN = 'https://bench.test'
/** The origin of the listener that asks for cards. */
export const CARDS = 'https://cards.bench.test'
export const DOOR = '/otp/online'
export const HOME = '/online'
/** The session check, and what it answers for a live session whose function is open. */
export const CHECK = { path: '/session-check/ccms.otp.online', passes: 204 }
