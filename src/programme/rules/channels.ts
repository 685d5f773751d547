/** The OTP channels a programme may speak of. */
export const CHANNELS = ['email', 'app', 'passkey'] as const
export type Channel = (typeof CHANNELS)[number]
