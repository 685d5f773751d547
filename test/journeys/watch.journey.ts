import { describe, expect, it } from 'vitest'
import { closeTerminals, openTerminal } from './terminal.ts'

describe('the watch on every journey', () => {
  it('notices an exception, an error on the console such as a broken policy, and a request to another place', async () => {
    const t = await openTerminal()
    await t.goTo('/')
    await t.page.locator('body').evaluate((body) => {
      setTimeout(() => {
        throw new Error('a bug')
      })
      body.setAttribute('style', 'color: red')
    })
    await t.page.goto(t.demo.urls.mailbox)
    const faults = (await closeTerminals()).join('\n')
    expect(faults).toContain('exception: a bug')
    expect(faults).toMatch(/^console: .*Content Security Policy/m)
    expect(faults).toContain(`asked ${t.demo.urls.mailbox}`)
  })
})
