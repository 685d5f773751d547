import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import type { z } from 'zod'
import { done, type Result, refused } from '../kernel/result.ts'

/** What a form posted: each name once, no control character anywhere. */
export type Fields = ReadonlyMap<string, string>

export type FormFault = 'not-a-form' | 'too-long' | 'malformed'

const LONGEST_BODY = 16 * 1024
const MEDIA_TYPE = 'application/x-www-form-urlencoded'

/** C0, DEL, C1: no field of ours has lines, and U+FFFD stands where the bytes were not UTF-8. */
const UNPRINTABLE = /[\p{Cc}\ufffd]/u

/**
 * Only `application/x-www-form-urlencoded` (a file comes by read-upload.ts): a page elsewhere can send `text/plain`
 * without asking us first (attack 34). A name that comes twice is refused, so that no two readers ever disagree about which one counts.
 * `incoming`: Node's own request, where there is one; its body costs a third of the one made of it.
 */
export async function readFields(
  request: Request,
  incoming?: IncomingMessage,
): Promise<Result<Fields, FormFault>> {
  if (mediaType(request) !== MEDIA_TYPE) return refused('not-a-form')
  const body = await readAtMost(request, bodyOf(request, incoming), LONGEST_BODY)
  if (body === undefined) return refused('too-long')
  const fields = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(body))
    if (!addField(fields, name, value)) return refused('malformed')
  return done(fields)
}

/** False where it can't be one of ours. */
export function addField(fields: Map<string, string>, name: string, value: string): boolean {
  if (fields.has(name) || UNPRINTABLE.test(name) || UNPRINTABLE.test(value)) return false
  fields.set(name, value)
  return true
}

/** The fields as the page's form promised them (answers.ts), or which of them are missing or not as promised. */
export function parseFields<T>(fields: Fields, form: z.ZodType<T>): Result<T, readonly string[]> {
  const parsed = form.safeParse(Object.fromEntries(fields))
  if (parsed.success) return done(parsed.data)
  const names = parsed.error.issues.map((issue) => String(issue.path[0] ?? ''))
  return refused([...new Set(names)])
}

function mediaType(request: Request): string | undefined {
  return request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
}

/** Not destroyed where it is too long: the answer goes out by the same socket. */
function bodyOf(request: Request, incoming: IncomingMessage | undefined): AsyncIterable<Uint8Array> {
  return incoming?.iterator({ destroyOnReturn: false }) ?? request.body ?? Readable.from([])
}

/** Counts what arrives rather than trust what was announced; undefined as soon as it is more than `limit` bytes. */
async function readAtMost(
  request: Request,
  body: AsyncIterable<Uint8Array>,
  limit: number,
): Promise<string | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) return undefined
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body) {
    length += chunk.byteLength
    if (length > limit) return undefined
    chunks.push(chunk)
  }
  return new TextDecoder().decode(Buffer.concat(chunks))
}
