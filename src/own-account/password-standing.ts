import type { Holder } from '../accounts/find-holder.ts'
import type { Instant } from '../kernel/instant.ts'
import { type PasswordStanding, passwordStanding } from '../passwords/rules/password-expiry.ts'
import { quietWeeks } from '../programme/rules/quiet-weeks.ts'
import type { SignInWorld } from '../sign-in/world.ts'

/** Until when a person's password is good, by this installation's profile and its programme. */
export function passwordStandingOf(
  { passwordProfile, programme }: Pick<SignInWorld, 'passwordProfile' | 'programme'>,
  { accountId, password }: Pick<Holder, 'accountId' | 'password'>,
  at: Instant,
): PasswordStanding {
  if (password === null) return { is: 'lasting' }
  const calendar = { zone: programme.clock.zone, quietWeeks: quietWeeks(programme) }
  return passwordStanding(passwordProfile.expiry, { accountId, since: password.since }, calendar, at)
}
