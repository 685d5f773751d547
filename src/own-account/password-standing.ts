import type { AccountId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { type PasswordStanding, passwordStanding } from '../passwords/rules/password-expiry.ts'
import { quietWeeks } from '../programme/rules/quiet-weeks.ts'
import type { SignInWorld } from '../sign-in/world.ts'

interface Aged {
  readonly accountId: AccountId
  /** Null where there is none in force. */
  readonly password: { readonly since: Instant } | null
}

/** Until when a person's password is good, by this installation's profile and its programme. */
export function passwordStandingOf(
  { passwordProfile, programme }: Pick<SignInWorld, 'passwordProfile' | 'programme'>,
  { accountId, password }: Aged,
  at: Instant,
): PasswordStanding {
  if (password === null) return { is: 'lasting' }
  const calendar = { zone: programme.clock.zone, quietWeeks: quietWeeks(programme) }
  return passwordStanding(passwordProfile.expiry, { accountId, since: password.since }, calendar, at)
}
