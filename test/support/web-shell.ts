import { hmac, sameDigest } from '../../src/kernel/digest.ts'
import type { Randomness } from '../../src/kernel/randomness.ts'
import { loadAssets } from '../../src/web/assets.ts'
import type { Edge } from '../../src/web/edge.ts'
import { webShell } from '../../src/web/shell.ts'
import { tagsOf } from './html.ts'
import { sampleFrame } from './sample-frame.ts'

export const ORIGIN = 'https://www.example.hk'
export const OTHER_ORIGIN = 'https://card.example.hk'

const FORM_KEY = new Uint8Array(32).fill(7)

const EDGE: Edge = { ip: '203.0.113.7', network: '203.0.113.0/24' }

/** Counts up, so that every browser made in a test gets another value. */
function countingRandomness(): Randomness {
  let next = 0
  return {
    bytes: (length) => new Uint8Array(length).fill(++next),
    uuid: () => `00000000-0000-4000-8000-${String(++next).padStart(12, '0')}`,
    integer: (below) => ++next % below,
  }
}

/** The shell with one form at `/form`; `posted` is what reached its handler, `bugs` what was reported. */
export function shellWithForm({ mostUnderWay = 100 } = {}) {
  const posted: Record<string, string>[] = []
  const bugs: unknown[] = []
  const app = webShell({
    site: 'primary',
    origins: [ORIGIN, OTHER_ORIGIN],
    formMac: {
      make: (...parts) => hmac(FORM_KEY, ...parts),
      holds: (made, ...parts) => sameDigest(made, hmac(FORM_KEY, ...parts)),
    },
    randomness: countingRandomness(),
    assets: loadAssets(),
    standing: (visit) => sampleFrame(visit.language).standing,
    passing: () => undefined,
    mostUnderWay,
    report: (error) => bugs.push(error),
  })
  app.get('/form', (c) => c.text(c.var.visit.tokenFor('/form')))
  app.post('/form', (c) => {
    posted.push(Object.fromEntries(c.var.form))
    return c.text('posted')
  })
  app.post('/other', (c) => c.text('posted'))
  app.get('/upload', (c) => c.text(c.var.visit.tokenFor('/upload')))
  app.post('/upload', async (c) => {
    const chunks: Uint8Array[] = []
    for await (const chunk of c.var.file?.chunks ?? []) chunks.push(chunk)
    posted.push({ ...Object.fromEntries(c.var.form), file: Buffer.concat(chunks).toString() })
    return c.text('posted')
  })
  app.get('/broken', () => {
    throw new Error('a bug')
  })
  app.get('/busy', (c) => c.var.refuse({ status: 503, retryAfterSeconds: 3 }))
  app.get('/where', (c) =>
    c.json({ here: c.var.visit.here, language: c.var.visit.language, edge: c.var.edge.network }),
  )
  const ask = async (path: string, init: RequestInit & { headers?: Record<string, string> } = {}) =>
    app.request(
      `${ORIGIN}${path}`,
      { ...init, headers: { host: 'www.example.hk', ...init.headers } },
      { edge: EDGE },
    )
  return { app, ask, posted, bugs }
}

export type Ask = ReturnType<typeof shellWithForm>['ask']

export interface Browser {
  readonly cookie: string
  /** The form token for `/form`. */
  readonly token: string
}

/** A browser that has opened the form once. */
export async function openForm(ask: Ask, path = '/form'): Promise<Browser> {
  const page = await ask(path)
  return { cookie: page.headers.get('set-cookie')?.split(';')[0] ?? '', token: await page.text() }
}

/** A right POST of the form, with whatever a test makes wrong about it. */
export function post(
  ask: Ask,
  browser: Browser,
  wrong: { headers?: Record<string, string>; body?: string; path?: string } = {},
) {
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    origin: ORIGIN,
    cookie: browser.cookie,
    ...wrong.headers,
  }
  const body = wrong.body ?? `user_id=CHAN0001&form_token=${browser.token}`
  return ask(wrong.path ?? '/form', { method: 'POST', headers, body })
}

/** The `<title>` of a page. */
export function titleOf(html: string): string {
  const end = tagsOf(html).find((tag) => tag.name === 'title')?.end ?? 0
  return html.slice(end, html.indexOf('<', end))
}
