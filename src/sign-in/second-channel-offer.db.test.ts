import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { appCode } from '../../test/support/journeys.ts'
import { type TestNode, testNode } from '../../test/support/node.ts'
import { TerminalBrowser } from '../../test/support/terminal-browser.ts'

let test: TestNode
beforeAll(async () => {
  test = await testNode()
})
afterAll(() => test.stop())

/** Initiates by app; the terminal stands at `2FA is set up`. */
async function initiate(
  userId: string,
): Promise<{ terminal: TerminalBrowser; password: string; secret: string }> {
  const terminal = new TerminalBrowser(test.node)
  const password = 'otter-walnut-31-quartz'
  await terminal.get('/initiation')
  await terminal.submit('/initiation', { user_id: userId })
  await terminal.submit('/initiation/code', { code: await test.codeSentTo(test.account(userId).email ?? '') })
  await terminal.submit('/initiation/password', { new_password: password, repeat_password: password })
  const page = await terminal.submit('/initiation/channel', { channel: 'app' })
  const secret = (/sp-key[^>]*>([A-Z2-7 ]+)</.exec(page.body)?.[1] ?? '').replaceAll(' ', '')
  const done = await terminal.submit('/initiation/proof', { passcode: appCode(secret, test.clock.now()) })
  expect(done.body).toContain('2FA is set up')
  return { terminal, password, secret }
}

describe('the offer of a second channel on a shared terminal', () => {
  it('is gone once the person has logged on, so that nobody after him adds a channel of his own', async () => {
    const { terminal, password, secret } = await initiate('HLSUSR01')
    test.clock.set(test.clock.now().add({ minutes: 1 }))
    await terminal.get('/otp/online')
    await terminal.submit('/otp/online', { user_id: 'HLSUSR01', password })
    await terminal.submit('/otp/online/passcode', { passcode: appCode(secret, test.clock.now()) })
    expect((await terminal.get('/online')).body).toContain('Function not available')
    const offered = await terminal.submit('/initiation/channel/email', {})
    expect(offered.status).toBe(409)
  })

  it('is gone after five minutes', async () => {
    const { terminal } = await initiate('HLSUSR02')
    test.clock.set(test.clock.now().add({ minutes: 5 }))
    expect((await terminal.submit('/initiation/channel/email', {})).status).toBe(409)
  })

  it('stands for five minutes: proven in time, the second channel is in force', async () => {
    const { terminal } = await initiate('NPFUSR01')
    const { email = '' } = test.account('NPFUSR01')
    test.clock.set(test.clock.now().add({ minutes: 4, seconds: 59 }))
    const before = test.mails.filter(({ to }) => to === email).length
    await terminal.submit('/initiation/channel/email', {})
    const done = await terminal.submit('/initiation/proof', {
      passcode: await test.codeSentTo(email, before),
    })
    expect(done.body).toContain('2FA is set up')
  })
})
