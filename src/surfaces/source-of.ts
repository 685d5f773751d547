import type { Context } from 'hono'
import type { Source } from '../kernel/source.ts'
import type { WebEnv } from '../web/env.ts'

export function sourceOf({ var: { edge, visit } }: Context<WebEnv>): Source {
  return { ip: edge.ip, network: edge.network, browser: visit.browser }
}
