import { describe, expect, it } from 'vitest'
import { freshCode, letterbox, typedKey, typePassword } from './deeds.ts'
import { beSetUp } from './plain-visitor.ts'
import { openTerminal } from './terminal.ts'

describe('a second OTP channel', () => {
  it('is added after 2FA is set up, and the passcode page changes between the two', async () => {
    const t = await openTerminal()
    const keys = await beSetUp(t, 'SGCUSR03', 'overnight', 'email')
    await t.press('Add an authenticator app')
    const totpSecret = await typedKey(t)
    await t.fill('One-time passcode', await freshCode(t.demo, totpSecret))
    await t.press('Continue')
    await t.sees('2FA is set up')
    await t.reads('come from your authenticator app or by email')
    expect(await t.count({ button: 'Add an authenticator app' })).toBe(0)

    const mail = await letterbox(t.demo, keys.email)
    await t.goTo('/otp/overnight')
    await typePassword(t, keys)
    const [mailed, byApp] = ['Use email instead', 'Use your authenticator app instead']
    if ((await t.count({ button: byApp })) === 1) await t.press(byApp)
    await t.press(mailed)
    const passcode = await mail.nextCode()
    await t.press(byApp)
    await t.finds({ button: mailed })
    await t.press(mailed)
    await t.finds({ button: byApp })
    await t.fill('One-time passcode', passcode)
    await t.press('Log on')
    await t.sees('Function not available')
    await t.reads(/by password and email/)
  })

  it('left half-way leaves the first one in force, and nothing else', async () => {
    const t = await openTerminal()
    const keys = await beSetUp(t, 'CLBUSR03', 'overnight', 'app')
    await t.press('Add email')
    await t.finds({ field: 'One-time passcode' })
    await t.goTo('/otp/overnight')
    await typePassword(t, keys)
    expect(await t.count({ button: 'Use email instead' })).toBe(0)
    await t.fill('One-time passcode', await freshCode(t.demo, keys.totpSecret))
    await t.press('Log on')
    await t.sees('Function not available')
  })
})
