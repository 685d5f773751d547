import type { Assets } from './assets.ts'
import type { Step } from './in-turn.ts'

const FOR_EVER = 'public, max-age=31536000, immutable'

/** Answers hashed addresses only; another hash is another file, which falls through to 404. */
export function serveAssets(assets: Assets): Step {
  return (c) => {
    const asset = assets.at(c.req.path)
    if (!asset || (c.req.method !== 'GET' && c.req.method !== 'HEAD')) return null
    const gzip = /\bgzip\b/.test(c.req.header('accept-encoding') ?? '')
    c.header('Content-Type', asset.type)
    c.header('Cache-Control', FOR_EVER)
    c.header('Vary', 'Accept-Encoding')
    if (gzip) c.header('Content-Encoding', 'gzip')
    return c.body(gzip ? asset.gzipped : asset.body)
  }
}
