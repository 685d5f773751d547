import { describe, expect, it } from 'vitest'
import type { AccountId, CredentialId } from '../kernel/ids.ts'
import { systemRandomness } from '../kernel/system.ts'
import { sealingKeys } from '../sealing/keys.ts'
import { makeSealer } from '../sealing/seal.ts'
import { newAppCredential, openAppSecret } from './app-secret.ts'
import { showAppSetup } from './show-app-setup.ts'

const sealer = makeSealer(sealingKeys([{ id: 1, secret: new Uint8Array(32).fill(1) }]), systemRandomness)
const tools = { sealer, randomness: systemRandomness }
const account = 'account-a' as AccountId

describe("an app's secret", () => {
  it('has 160 bits, other ones each time, and is stored sealed only', () => {
    const [one, two] = [newAppCredential(tools, account), newAppCredential(tools, account)]
    const secret = openAppSecret(sealer, one)
    expect(secret.ok && secret.value.length).toBe(20)
    expect(secret).not.toEqual(openAppSecret(sealer, two))
    expect(secret.ok && one.sealed?.includes(secret.value)).toBe(false)
  })

  it('does not open in another row, for another account, or where there is none (attack 70)', () => {
    const broken = { ok: false, refusal: 'broken-seal' }
    const credential = newAppCredential(tools, account)
    for (const swapped of [
      { id: 'other' as CredentialId },
      { accountId: 'account-b' as AccountId },
      { sealed: null },
    ]) {
      expect(openAppSecret(sealer, { ...credential, ...swapped })).toEqual(broken)
      expect(showAppSetup(sealer, { ...credential, ...swapped }, { issuer: 'i', account: 'a' })).toEqual(
        broken,
      )
    }
  })

  it('is shown as a QR and as a key of eight groups', () => {
    const setup = showAppSetup(sealer, newAppCredential(tools, account), {
      issuer: 'CCMS',
      account: 'DEMO01',
    })
    expect(setup.ok && setup.value.typedKey).toMatch(/^[A-Z2-7]{32}$/)
    expect(setup.ok && setup.value.qr.size).toBeGreaterThan(40)
  })
})
