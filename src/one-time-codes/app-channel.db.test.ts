import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { anAttempt, at } from '../../test/contracts/otp-channel-attempt.ts'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import type { AccountId, CredentialId } from '../kernel/ids.ts'
import { systemRandomness } from '../kernel/system.ts'
import { sealingKeys } from '../sealing/keys.ts'
import { makeSealer } from '../sealing/seal.ts'
import { appChannel } from './app-channel.ts'
import { newAppCredential, openAppSecret, sealAppSecret } from './app-secret.ts'
import type { ChannelAsked } from './channel.ts'
import { computeTotp } from './compute-totp.ts'
import { stepAt } from './rules/totp-steps.ts'

const sealer = makeSealer(sealingKeys([{ id: 1, secret: systemRandomness.bytes(32) }]), systemRandomness)
const channel = appChannel(sealer)
const sealed = (id: CredentialId, accountId: AccountId) =>
  sealAppSecret(sealer, { id, accountId }, systemRandomness.bytes(20))

let copy: TestDatabase
beforeAll(async () => {
  copy = await testDatabase()
})
afterAll(() => copy.drop())

const attempt = () => anAttempt(copy.database, 'app', sealed)
const check = async (asked: ChannelAsked, typed: string) => {
  const answer = await copy.database.write({ as: 'sign-in' }, (tx) => channel.check(tx, asked, typed))
  return answer.ok ? answer.value : answer.refusal
}
function passcodeOf({ credential }: ChannelAsked, step: number): string {
  const secret = openAppSecret(sealer, credential)
  if (!secret.ok) throw new Error(secret.refusal)
  return computeTotp(secret.value, step)
}

describe('the app channel', () => {
  it('accepts a step once per secret, also in another attempt (attack 21)', async () => {
    const [one, two] = [await attempt(), await attempt()]
    const same = { ...two, credential: one.credential }
    const passcode = passcodeOf(one, stepAt(at))
    expect(await check(one, passcode)).toBe('accepted')
    expect(await check(same, passcode)).toBe('already-used')
  })

  it('accepts the step before the current one, and then the current one still', async () => {
    const [one, two] = [await attempt(), await attempt()]
    const same = { ...two, credential: one.credential }
    expect(await check(one, passcodeOf(one, stepAt(at) - 1))).toBe('accepted')
    expect(await check(same, passcodeOf(one, stepAt(at)))).toBe('accepted')
  })

  it('accepts no step ahead: the time is the server’s', async () => {
    const asked = await attempt()
    expect(await check(asked, passcodeOf(asked, stepAt(at) + 1))).toBe('wrong')
  })

  it('proves a secret whose credential is not stored yet, and its step stays used once it is', async () => {
    const owner = systemRandomness.uuid() as AccountId
    const credential = newAppCredential({ sealer, randomness: systemRandomness }, owner)
    const proof: ChannelAsked = { ...(await attempt()), credential, purpose: 'channel-proof' }
    const passcode = passcodeOf(proof, stepAt(at))
    expect(await check(proof, passcode)).toBe('accepted')
    expect(await check({ ...(await attempt()), credential }, passcode)).toBe('already-used')
  })

  it("refuses by name a secret out of another's row, and counts the try", async () => {
    const [mine, other] = [await attempt(), await attempt()]
    const swapped = { ...mine, credential: { ...mine.credential, sealed: other.credential.sealed } }
    const passcode = passcodeOf(other, stepAt(at))
    for (let tries = 0; tries < 5; tries++) expect(await check(swapped, passcode)).toBe('broken-seal')
    expect(await check(swapped, passcode)).toBe('no-tries-left')
  })
})
