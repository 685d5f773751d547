import { browserCookie } from '../../src/web/cookies.ts'
import type { TestNode } from '../support/node.ts'
import type { TerminalBrowser } from '../support/terminal-browser.ts'

/** What stands in an address in place of each of its parameters, unless it is said otherwise. */
const SAMPLES: Readonly<Record<string, string>> = {
  firm: 'C00105',
  user: 'SGCUSR01',
  upload: '0b6f0f0c-8a0e-4b7e-9f57-0d6b1f3c2a11',
  report: '0b6f0f0c-8a0e-4b7e-9f57-0d6b1f3c2a12',
  number: 'R-000001',
  emergency: 'R-000001',
  userId: 'SGCUSR01',
  group: '00000000-0000-4000-8000-000000000000',
  delegate: 'SGCDAM01',
  contact: '00000000-0000-4000-8000-000000000000',
  event: 'connectivity-test-2023-06-10',
  id: 'information-package',
  period: '2023-06-11',
  case: 'H-000001',
  attempt: '0b6f0f0c-8a0e-4b7e-9f57-0d6b1f3c2a13',
  secret: 'a0b1c2d3e4f5a6b7c8d9e0f1a2b3c4d5',
}

/** Every address of the program that answers this method, read off the application itself. */
export function routesFor(
  test: { readonly node: Pick<TestNode['node'], 'app'> },
  method: 'GET' | 'POST',
  samples: Readonly<Record<string, string>> = {},
): readonly string[] {
  const patterns = test.node.app.routes.filter((route) => route.method === method).map(({ path }) => path)
  return [...new Set(patterns)].map((pattern) => filled(pattern, { ...SAMPLES, ...samples }))
}

/** `/dms/security/:firm{[A-Z0-9]+}/users` -> `/dms/security/C00105/users`. A parameter without a sample is a test's bug. */
function filled(pattern: string, samples: Readonly<Record<string, string>>): string {
  return pattern.replace(/:([a-zA-Z]+)(\{[^/]*\})?/g, (_, name: string) => {
    const sample = samples[name]
    if (sample === undefined) throw new Error(`${pattern}: no sample for ${name}`)
    return sample
  })
}

/** The form token of a browser for an address, as a page of ours would have it. */
export function tokenOf(test: Pick<TestNode, 'node'>, browser: TerminalBrowser, path: string): string {
  const { sealer, site } = test.node.world
  const value = browser.cookies.get(browserCookie(site)) ?? ''
  return sealer.mac('form-token', 'form', site, value, path).toString('base64url')
}
