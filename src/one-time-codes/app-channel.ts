import { done, refused } from '../kernel/result.ts'
import type { Sealer } from '../sealing/seal.ts'
import { openAppSecret } from './app-secret.ts'
import type { OtpChannel } from './channel.ts'
import { computeTotp } from './compute-totp.ts'
import { checkTotp } from './rules/check-totp.ts'
import { APP_CODE } from './rules/code-policy.ts'
import { normalisePasscode } from './rules/normalise-passcode.ts'
import { acceptedSteps } from './rules/totp-steps.ts'
import { spendStep, takePasscodeTry } from './store.ts'

/**
 * An authenticator app (RFC 6238). It is handed the sealed secret, not the open one: a secret is in clear for as long as
 * one comparison takes.
 */
export function appChannel(sealer: Sealer): OtpChannel {
  return {
    kind: 'app',
    amr: ['pwd', 'otp'],
    acr: 'pwd+totp',
    begin: async () => null,
    check: async (tx, asked, typed) => {
      const passcode = normalisePasscode(typed, APP_CODE.digits)
      if (!passcode.ok) return passcode
      const taken = await takePasscodeTry(tx, asked)
      if (!taken.ok) return taken
      const secret = openAppSecret(sealer, asked.credential)
      if (!secret.ok) return secret
      const candidates = acceptedSteps(asked.at).map((step) => ({
        step,
        passcode: computeTotp(secret.value, step),
      }))
      const matching = checkTotp(candidates, passcode.value)
      if (!matching.ok) return matching
      const { credential, epoch, at } = asked
      const spent = await spendStep(tx, { credentialId: credential.id, step: matching.value, epoch, at })
      return spent ? done('accepted') : refused('already-used')
    },
  }
}
