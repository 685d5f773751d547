import type { Context } from 'hono'
import type { Source } from '../kernel/source.ts'
import type { WebEnv } from '../web/env.ts'

export function sourceOf(c: Context<WebEnv>): Source {
  const { ip, network } = c.get('edge')
  return { ip, network, browser: c.get('visit').browser }
}
