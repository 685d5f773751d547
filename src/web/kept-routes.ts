import type { Result, Router } from 'hono/router'
import { TrieRouter } from 'hono/router/trie-router'

/**
 * Routes where a literal path may stand beside a pattern (`/users/new`, `/users/:id`), which Hono's quickest router
 * can't take. What answers at a path without a pattern never changes: it is looked for once. So no request of a
 * stranger's making is kept, but what we have pages for.
 */
export class KeptRoutes<T> implements Router<T> {
  readonly name = 'KeptRoutes'
  readonly #routes = new TrieRouter<T>()
  readonly #literal = new Set<string>()
  readonly #kept = new Map<string, Result<T>>()

  add(method: string, path: string, handler: T): void {
    this.#routes.add(method, path, handler)
    if (!/[*:]/.test(path)) this.#literal.add(path)
    this.#kept.clear()
  }

  match(method: string, path: string): Result<T> {
    if (!this.#literal.has(path) || !METHODS.has(method)) return this.#routes.match(method, path)
    const key = `${method} ${path}`
    const known = this.#kept.get(key)
    if (known !== undefined) return known
    const found = this.#routes.match(method, path)
    this.#kept.set(key, found)
    return found
  }
}

const METHODS: ReadonlySet<string> = new Set(['GET', 'POST'])
