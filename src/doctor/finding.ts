import type { LookedAt } from './look-at.ts'

/** `fail`: people will meet it. `warn`: somebody should look before they do. */
export interface Finding {
  readonly state: 'ok' | 'warn' | 'fail'
  readonly says: string
  /** What to do about it, a sentence. */
  readonly todo?: string
}

export interface Check {
  readonly name: string
  /** Asked by `serve` too, which does not start while it fails. */
  readonly serving: boolean
  /** Left out where the database can't be used. */
  readonly asksDatabase?: true
  readonly look: (site: LookedAt) => Promise<readonly Finding[]> | readonly Finding[]
}

export const ok = (says: string): Finding => ({ state: 'ok', says })
export const warn = (says: string, todo: string): Finding => ({ state: 'warn', says, todo })
export function fail(says: string, todo?: string): Finding {
  return todo === undefined ? { state: 'fail', says } : { state: 'fail', says, todo }
}
