import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Hono } from 'hono'
import { packageRoot } from '../../package-root.ts'
import type { Assets } from '../../web/assets.ts'
import { securityHeaders } from '../../web/headers.ts'
import { inTurn } from '../../web/in-turn.ts'
import { serveAssets } from '../../web/serve-assets.ts'

const FOLDER = join(packageRoot, 'src/demo/mailbox/assets')

/**
 * What surrounds the demo's tools. They show every code, so no page of another site may read them: answers go to this
 * machine's own names only (a name elsewhere can be made to lead here), and forms come from these pages only.
 */
export function demoShell(assets: Assets, port: () => number): Hono {
  const stylesheet = readFileSync(join(FOLDER, 'mailbox.css'), 'utf8')
  const script = readFileSync(join(FOLDER, 'refresh.js'), 'utf8')
  const app = new Hono()
  app.use(securityHeaders)
  app.use(async (c, next) => {
    const hosts = [`localhost:${port()}`, `127.0.0.1:${port()}`]
    const host = c.req.header('host') ?? ''
    if (!hosts.includes(host)) return c.text('This is not the place for that name.', 421)
    const origin = c.req.header('origin') ?? `http://${host}`
    const posted = c.req.method !== 'GET' && c.req.method !== 'HEAD'
    if (posted && origin !== `http://${host}`) return c.text('A page elsewhere can not post here.', 403)
    return next()
  })
  app.use(inTurn(serveAssets(assets)))
  app.get('/assets/mailbox.css', (c) =>
    c.body(stylesheet, 200, { 'Content-Type': 'text/css; charset=utf-8' }),
  )
  app.get('/assets/refresh.js', (c) =>
    c.body(script, 200, { 'Content-Type': 'text/javascript; charset=utf-8' }),
  )
  return app
}
