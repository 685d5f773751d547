import { Hono } from 'hono'
import { z } from 'zod'
import { type Instant, parseInstant } from '../kernel/instant.ts'
import { isSitePath } from '../web/link.tsx'

const LONGEST_BODY = 1024

interface ClockRoutes {
  readonly zone: string
  /** Settles once everything has the new time. */
  readonly move: (to: Instant) => Promise<void>
}

/**
 * `POST /demo/clock` with JSON `{ "at": "<ISO time with offset>" }`, or from the clock bar's form (`at`, or `local` in
 * the programme's zone, and `back`). No cookie and no token: the demo has nothing to protect, and scripts move it too.
 */
export function clockRoutes({ zone, move }: ClockRoutes): Hono {
  const app = new Hono()
  app.post('/demo/clock', async (c) => {
    const text = await c.req.text()
    const asked =
      text.length > LONGEST_BODY ? undefined : readAsked(text, c.req.header('content-type') ?? '', zone)
    if (asked === undefined)
      return c.json({ error: 'at must be an ISO time with its offset, such as 2023-06-10T18:05+08:00' }, 400)
    await move(asked.at)
    if (asked.back !== undefined) return c.redirect(asked.back, 303)
    return c.json({ at: asked.at.toZonedDateTimeISO(zone).toString({ timeZoneName: 'never' }) })
  })
  return app
}

interface Asked {
  readonly at: Instant
  /** Where a form's page wants to go on; undefined for JSON. */
  readonly back: string | undefined
}

const jsonShape = z.object({ at: z.string() })
const formShape = z.object({
  at: z.string().optional(),
  local: z.string().optional(),
  back: z.string().default('/'),
})

function readAsked(text: string, type: string, zone: string): Asked | undefined {
  if (!type.startsWith('application/x-www-form-urlencoded')) {
    const parsed = jsonShape.safeParse(parseJson(text))
    const at = parsed.success ? parseInstant(parsed.data.at) : undefined
    return at && { at, back: undefined }
  }
  const form = formShape.safeParse(Object.fromEntries(new URLSearchParams(text)))
  if (!form.success) return undefined
  const at =
    form.data.local === undefined ? parseInstant(form.data.at ?? '') : parseLocal(form.data.local, zone)
  return at && { at, back: isSitePath(form.data.back) ? form.data.back : '/' }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function parseLocal(text: string, zone: string): Instant | undefined {
  try {
    return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).toInstant()
  } catch {
    return undefined
  }
}
