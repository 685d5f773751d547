import { goesWithCommit } from '../db/goes-with-commit.ts'
import { done, refused } from '../kernel/result.ts'
import type { Sealer } from '../sealing/seal.ts'
import { openAppSecret } from './app-secret.ts'
import type { ChannelAsked, OtpChannel } from './channel.ts'
import { computeTotp } from './compute-totp.ts'
import { checkTotp } from './rules/check-totp.ts'
import { APP_CODE } from './rules/code-policy.ts'
import { normalisePasscode, type Passcode } from './rules/normalise-passcode.ts'
import { acceptedSteps } from './rules/totp-steps.ts'
import { spendStep, spendStepForeseen, takePasscodeTry } from './store.ts'

/**
 * An authenticator app (RFC 6238). It is handed the sealed secret, not the open one: a secret is in clear for as long as
 * one comparison takes. The one right passcode ends the attempt, so only what is refused is written down as a try of it:
 * by a statement that still finds one to take, else what the passcode was stays untold.
 */
export function appChannel(sealer: Sealer): OtpChannel {
  return {
    kind: 'app',
    amr: ['pwd', 'otp'],
    acr: 'pwd+totp',
    begin: async () => null,
    check: async (tx, asked, typed, spending) => {
      const passcode = normalisePasscode(typed, APP_CODE.digits)
      if (!passcode.ok) return passcode
      const matching = stepOf(sealer, asked, passcode.value)
      if (matching.ok && spending !== undefined) {
        goesWithCommit(spendStepForeseen(tx, asked, matching.value))
        spending()
        return done('accepted')
      }
      if (matching.ok && (await spendStep(tx, asked, matching.value))) return done('accepted')
      const counted = await takePasscodeTry(tx, asked)
      if (!counted.ok) return counted
      return matching.ok ? refused('already-used') : matching
    },
  }
}

function stepOf(sealer: Sealer, { credential, at }: ChannelAsked, typed: Passcode) {
  const secret = openAppSecret(sealer, credential)
  if (!secret.ok) return secret
  const candidates = acceptedSteps(at).map((step) => ({ step, passcode: computeTotp(secret.value, step) }))
  return checkTotp(candidates, typed)
}
