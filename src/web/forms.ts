import type { IncomingMessage } from 'node:http'
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
  if (Number(request.headers.get('content-length') ?? 0) > LONGEST_BODY) return refused('too-long')
  const body = incoming === undefined ? await readStream(request.body ?? []) : await readIncoming(incoming)
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

/** Counts what arrives rather than trust what was announced; undefined as soon as it is too long. */
async function readStream(
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<string | undefined> {
  const read = new Body()
  for await (const chunk of body) if (!read.add(chunk)) return undefined
  return read.text
}

/**
 * The same of Node's own request, by its events: iterating it costs four times as much. Not destroyed where it is too
 * long: the answer goes out by the same socket.
 */
function readIncoming(incoming: IncomingMessage): Promise<string | undefined> {
  const read = new Body()
  return new Promise((resolve, reject) => {
    const take = (chunk: Uint8Array) => {
      if (read.add(chunk)) return
      incoming.off('data', take)
      incoming.pause()
      resolve(undefined)
    }
    incoming.on('data', take)
    incoming.once('end', () => resolve(read.text))
    incoming.once('error', reject)
    incoming.once('close', () => {
      if (!incoming.complete) reject(new Error('the request ended before its body'))
    })
  })
}

class Body {
  readonly #chunks: Uint8Array[] = []
  #length = 0

  /** False where it is too long. */
  add(chunk: Uint8Array): boolean {
    this.#length += chunk.byteLength
    this.#chunks.push(chunk)
    return this.#length <= LONGEST_BODY
  }

  get text(): string {
    const [only] = this.#chunks
    return utf8.decode(only !== undefined && this.#chunks.length === 1 ? only : Buffer.concat(this.#chunks))
  }
}

const utf8 = new TextDecoder()
