import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { sha256 } from '../kernel/digest.ts'
import { packageRoot } from '../package-root.ts'

/** Addresses of the files every page names; each carries its content's hash, so it may be kept for ever. */
export interface AssetLinks {
  readonly stylesheet: string
  readonly script: string
  /** On the pages of a logon session. */
  readonly session: string
  readonly icon: string
}

export interface Asset {
  readonly path: string
  readonly type: string
  readonly body: Uint8Array<ArrayBuffer>
  readonly gzipped: Uint8Array<ArrayBuffer>
}

export interface Assets {
  readonly links: AssetLinks
  readonly at: (path: string) => Asset | undefined
}

/** Reads and hashes the files once, at start, from src/ always: tsc copies no stylesheet. 20 KB as they travel. */
export function loadAssets(): Assets {
  const folder = join(packageRoot, 'src', 'web', 'assets')
  const read = (name: string) => readFileSync(join(folder, name), 'utf8')
  const stylesheet = asset('sallyport', 'css', 'text/css', govukStyles() + read('sallyport.css'))
  const script = asset('enhance', 'js', 'text/javascript', read('enhance.js'))
  const session = asset('session', 'js', 'text/javascript', read('session.js'))
  const icon = asset('mark', 'svg', 'image/svg+xml', read('mark.svg'))
  const byPath = new Map([stylesheet, script, session, icon].map((one) => [one.path, one]))
  return {
    links: { stylesheet: stylesheet.path, script: script.path, session: session.path, icon: icon.path },
    at: (path) => byPath.get(path),
  }
}

function asset(name: string, extension: string, type: string, text: string): Asset {
  const hash = sha256(text).toString('hex').slice(0, 16)
  return {
    path: `/assets/${name}-${hash}.${extension}`,
    type: `${type}; charset=utf-8`,
    body: Uint8Array.from(Buffer.from(text)),
    gzipped: Uint8Array.from(gzipSync(text)),
  }
}

/** GDS Transport is licensed for gov.uk alone: its two @font-face rules go, and our fonts stand in its place. */
function govukStyles(): string {
  const path = createRequire(import.meta.url).resolve('govuk-frontend/dist/govuk/govuk-frontend.min.css')
  return readFileSync(path, 'utf8')
    .replace(/@font-face\{[^}]*\}/g, '')
    .replaceAll('GDS Transport,arial,sans-serif', 'var(--sallyport-fonts)')
    .replace(/\/\*# sourceMappingURL.*$/m, '')
}
