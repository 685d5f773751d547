import { describe, expect, it } from 'vitest'
import { closeTerminals, openTerminal } from './terminal.ts'

describe('the watch on every journey', () => {
  it('notices an error, an exception, a broken policy, and a request to another place', async () => {
    const t = await openTerminal()
    await t.goTo('/')
    await t.page.locator('body').evaluate((body) => {
      console.error('a slip')
      setTimeout(() => {
        throw new Error('a bug')
      })
      body.setAttribute('style', 'color: red')
    })
    await t.page.goto(t.demo.urls.mailbox)
    const faults = (await closeTerminals()).join('\n')
    expect(faults).toContain('console: a slip')
    expect(faults).toContain('exception: a bug')
    expect(faults).toContain('Content Security Policy')
    expect(faults).toContain(`asked ${t.demo.urls.mailbox}`)
  })
})
