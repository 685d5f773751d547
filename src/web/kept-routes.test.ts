import fc from 'fast-check'
import { TrieRouter } from 'hono/router/trie-router'
import { expect, it } from 'vitest'
import { KeptRoutes } from './kept-routes.ts'

const part = fc.constantFrom('a', 'b', ':id', ':id{[0-9]+}', '*', ':file?')
const route = fc.record({
  method: fc.constantFrom('GET', 'POST', 'ALL'),
  path: fc.array(part, { maxLength: 3 }).map((parts) => `/${parts.join('/')}`),
})
const asked = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'ALL'),
  path: fc
    .array(fc.constantFrom('a', 'b', '7', '', ':id', '*'), { maxLength: 3 })
    .map((parts) => `/${parts.join('/')}`),
})

it('lead where they would if every request were looked for anew, whatever was asked before', () => {
  fc.assert(
    fc.property(
      fc.array(route, { minLength: 1, maxLength: 8 }),
      fc.array(asked, { maxLength: 12 }),
      (routes, requests) => {
        const kept = new KeptRoutes<number>()
        const anew = new TrieRouter<number>()
        for (const [handler, { method, path }] of routes.entries())
          for (const router of [kept, anew]) router.add(method, path, handler)
        for (const { method, path } of [...requests, ...requests])
          expect(kept.match(method, path)).toEqual(anew.match(method, path))
      },
    ),
  )
})

it('find a page that came later', () => {
  const routes = new KeptRoutes<string>()
  routes.add('ALL', '/*', 'shell')
  routes.add('GET', '/a', 'first')
  expect(routes.match('GET', '/a')[0].map(([handler]) => handler)).toEqual(['shell', 'first'])
  routes.add('GET', '/a', 'second')
  expect(routes.match('GET', '/a')[0].map(([handler]) => handler)).toEqual(['shell', 'first', 'second'])
})
