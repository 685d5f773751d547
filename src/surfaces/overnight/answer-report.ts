import type { Context } from 'hono'
import type { OpenedReport, Opening } from '../../overnight-reports/open-report.ts'
import type { WebEnv } from '../../web/env.ts'

/**
 * A report's bytes, or a part of them (RFC 9110 §14), with the digest of the whole (RFC 9530). Its name is ASCII by the
 * rule of names. Once begun it runs to its end, whatever the clock says meanwhile (spec §3.9).
 */
export function answerReport(c: Context<WebEnv>, opening: Opening): Response | Promise<Response> {
  if (opening.is === 'absent') return c.var.refuse({ status: 404 })
  if (opening.is === 'unsatisfiable') {
    c.header('Content-Range', `bytes */${opening.size}`)
    return c.body(null, 416)
  }
  const { report, etag, asked, range, bytes } = opening.opened
  for (const [name, value] of headersOf(opening.opened)) c.header(name, value)
  if (asked.is === 'part') c.header('Content-Range', `bytes ${range.from}-${range.to}/${report.size}`)
  c.header('ETag', etag)
  const status = asked.is === 'part' ? 206 : 200
  return bytes === null ? c.body(null, status) : c.body(ReadableStream.from(bytes), status)
}

function headersOf({ report, range }: OpenedReport): readonly (readonly [string, string])[] {
  return [
    ['Content-Type', 'application/octet-stream'],
    ['Content-Disposition', `attachment; filename="${report.name}"`],
    ['Content-Length', String(range.to - range.from + 1)],
    ['Accept-Ranges', 'bytes'],
    ['Repr-Digest', `sha-256=:${report.sha256.toString('base64')}:`],
    ['Last-Modified', new Date(report.publishedAt.epochMilliseconds).toUTCString()],
  ]
}
