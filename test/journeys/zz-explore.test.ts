import { afterAll, it } from 'vitest'
import { stopTheDemo, theDemo } from '../support/demo-for-journeys.ts'
import { appCode } from '../support/journeys.ts'
import { withClient } from '../support/database.ts'
import { closeTerminals, openTerminal } from './terminal.ts'
afterAll(stopTheDemo)
for (const javaScript of [true, false])
it('double ' + javaScript, async () => {
  const demo = await theDemo()
  const t = await openTerminal({ javaScript })
  const a = demo.account('SGCUSR01')
  t.page.on('request', r => r.isNavigationRequest() && console.log(r.method(), r.url()))
  t.page.on('response', async r => r.request().isNavigationRequest() && console.log('  ', r.status(), r.url(), (await r.headersArray()).filter(h => h.name.toLowerCase() === 'set-cookie').map(h => h.value.slice(0,60))))
  t.page.on('requestfailed', r => console.log('  failed', r.url(), r.failure()))
  await t.goTo('/otp/online')
  await t.fill('User ID', a.userId); await t.fill('Password', a.password!)
  await t.press('Continue')
  await t.sees('Enter your one-time passcode')
  await t.fill('One-time passcode', appCode(a.totpSecret!, demo.clock.now()))
  await withClient(demo.directory.SALLYPORT_DATABASE_URL, async (c) => {
    await c.query("begin"); await c.query("lock table attempt_budget in exclusive mode")
    const box = (await t.button('Log on').boundingBox())!
    await t.page.mouse.click(box.x + 10, box.y + 10)
    await new Promise(r => setTimeout(r, 300))
    await t.page.mouse.click(box.x + 10, box.y + 10)
    await new Promise(r => setTimeout(r, 300))
    await c.query('commit')
  })
  await new Promise(r => setTimeout(r, 2000))
  console.log(await t.page.title(), t.page.url(), await demo.count('select count(*) from logon_session'))
  console.log(await t.text())
  console.log(await closeTerminals())
  await demo.clock.set(demo.clock.now().add({seconds: 60}))
}, 60000)
