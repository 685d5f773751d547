/**
 * Twelve digits: told by telephone in three groups, and longer than any channel's, so that the one field takes both. Guessed
 * on the account's budget, one in 10¹² an attempt.
 */
export const EMERGENCY_PASSCODE = { digits: 12, group: 4, lifetime: { hours: 1 } } as const

/** RFC 8176 has no name of its own for it. `acr` is the lowest there is: somebody else has seen these digits. */
export const EMERGENCY_PROOF = { amr: ['pwd', 'otp'], acr: 'pwd+emergency' } as const
