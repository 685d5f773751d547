import { browserCookie } from '../../src/web/cookies.ts'
import type { TestNode } from '../support/node.ts'
import type { TerminalBrowser } from '../support/terminal-browser.ts'

/** Every address of the program that answers this method, read off the application itself. */
export function routesFor(test: TestNode, method: 'GET' | 'POST'): readonly string[] {
  return [...new Set(test.node.app.routes.filter((route) => route.method === method).map(({ path }) => path))]
}

/** The form token of a browser for an address, as a page of ours would have it. */
export function tokenOf(test: TestNode, browser: TerminalBrowser, path: string): string {
  const value = browser.cookies.get(browserCookie('primary')) ?? ''
  const { sealer } = test.node.world
  return sealer.mac('form-token', 'form', 'primary', value, path).toString('base64url')
}
