import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { theDemo } from '../support/demo-for-journeys.ts'
import { askPage } from './ask-page.ts'
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

describe('a window that was left', () => {
  it('is the next one’s without its cookies, other tabs and history, and what the site kept besides is told', async () => {
    const first = await openTerminal()
    await first.goTo('/')
    await first.goTo('/otp/online')
    await first.secondTab()
    expect(await first.page.context().cookies()).not.toEqual([])
    await askPage(first, (html) => html.ownerDocument.defaultView.sessionStorage.setItem('draft', 'x'))
    expect(await closeTerminals()).toEqual(['kept draft in the browser'])

    const next = await openTerminal()
    expect(next.page).toBe(first.page)
    const tabs = next.page.context().pages()
    const inIt = await askPage(next, (html) => {
      const { history, sessionStorage } = html.ownerDocument.defaultView
      return [history.length, sessionStorage.length]
    })
    expect([await next.page.context().cookies(), tabs.length, inIt]).toEqual([[], 1, [1, 0]])
  })
})

/** The sockets a process has open, by their numbers. */
const socketsOf = (pid: number) =>
  readdirSync(`/proc/${pid}/fd`).flatMap(
    (fd) => /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? [],
  )

describe('the browser of the journeys', () => {
  it('hears nothing of the networks of this machine: one that comes or goes cuts no page', async () => {
    await (await openTerminal()).goTo('/')
    const { browser } = await theDemo()
    const { processInfo } = await (await browser.newBrowserCDPSession()).send('SystemInfo.getProcessInfo')
    const told = readFileSync('/proc/net/netlink', 'utf8')
    const listening = new Set([...told.matchAll(/(\d+) *$/gm)].map(([, socket]) => socket))
    expect([processInfo.length > 2, listening.size > 0]).toEqual([true, true])
    expect(processInfo.flatMap(({ id }) => socketsOf(id)).filter((one) => listening.has(one))).toEqual([])
  })
})
