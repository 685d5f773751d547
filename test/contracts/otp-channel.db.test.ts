import { systemRandomness } from '../../src/kernel/system.ts'
import { appChannel } from '../../src/one-time-codes/app-channel.ts'
import { openAppSecret, sealAppSecret } from '../../src/one-time-codes/app-secret.ts'
import { computeTotp } from '../../src/one-time-codes/compute-totp.ts'
import { emailChannel } from '../../src/one-time-codes/email-channel.ts'
import { stepAt } from '../../src/one-time-codes/rules/totp-steps.ts'
import { sealingKeys } from '../../src/sealing/keys.ts'
import { makeSealer } from '../../src/sealing/seal.ts'
import { otpChannelContract } from './otp-channel.contract.ts'

const sealer = makeSealer(sealingKeys([{ id: 1, secret: systemRandomness.bytes(32) }]), systemRandomness)

otpChannelContract('email', () => ({
  channel: emailChannel({ sealer, randomness: systemRandomness }),
  sealedFor: () => null,
  atHand: (_asked, toSend) => {
    if (toSend === null) throw new Error('an email channel sends a code')
    return { passcode: toSend.code, expiresAt: toSend.expiresAt }
  },
}))

otpChannelContract('app', () => ({
  channel: appChannel(sealer),
  sealedFor: (id, accountId) => sealAppSecret(sealer, { id, accountId }, systemRandomness.bytes(20)),
  atHand: (asked) => {
    const secret = openAppSecret(sealer, asked.credential)
    if (!secret.ok) throw new Error(secret.refusal)
    const step = stepAt(asked.at)
    // The end of the step after its own: one step back is accepted.
    return {
      passcode: computeTotp(secret.value, step),
      expiresAt: Temporal.Instant.fromEpochMilliseconds((step + 2) * 30_000),
    }
  },
}))
