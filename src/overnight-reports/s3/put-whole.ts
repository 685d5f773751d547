import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import type { Kept } from '../report-store.ts'
import { StoreUnavailable } from '../store-unavailable.ts'
import { type AskS3, textOf } from './ask-s3.ts'
import { codeOf, textIn } from './read-xml.ts'

/**
 * What is held of a report on its way, and the size from which it goes in parts. S3 takes parts of 5 MiB and more, and
 * 10,000 of them.
 */
export const PART_BYTES = 8 * 1024 * 1024

/** A short report in one request; a longer one in parts, that are nothing until S3 is told to join them. */
export async function putWhole(ask: AskS3, name: string, content: Readable): Promise<Kept> {
  const hash = createHash('sha256')
  let size = 0
  const parts = partsOf(content, (chunk) => {
    hash.update(chunk)
    size += chunk.length
  })
  const { value: first = Buffer.alloc(0) } = await parts.next()
  if (first.length < PART_BYTES) await putAtOnce(ask, name, first)
  else await putInParts(ask, name, first, parts)
  return { size, sha256: hash.digest() }
}

/** All of them but the last are of `PART_BYTES`. One piece of memory serves each in turn. */
async function* partsOf(content: Readable, tell: (chunk: Uint8Array) => void): AsyncGenerator<Buffer> {
  const memory = Buffer.allocUnsafe(PART_BYTES)
  let filled = 0
  for await (const chunk of content as AsyncIterable<Uint8Array>) {
    tell(chunk)
    for (let taken = 0; taken < chunk.length; ) {
      const piece = chunk.subarray(taken, taken + PART_BYTES - filled)
      memory.set(piece, filled)
      filled += piece.length
      taken += piece.length
      if (filled < PART_BYTES) continue
      yield memory
      filled = 0
    }
  }
  if (filled > 0) yield memory.subarray(0, filled)
}

async function putAtOnce(ask: AskS3, name: string, body: Uint8Array): Promise<void> {
  const answer = await ask({ method: 'PUT', name, body })
  await accept(answer, 'PUT')
}

async function putInParts(
  ask: AskS3,
  name: string,
  first: Buffer,
  others: AsyncIterable<Buffer>,
): Promise<void> {
  const begun = await accept(await ask({ method: 'POST', name, query: { uploads: '' } }), 'begin')
  const uploadId = textIn(begun.text, 'UploadId')
  if (uploadId === undefined) throw new StoreUnavailable('the report store begins no upload')
  try {
    const tags: string[] = []
    const put = async (body: Uint8Array) => {
      const query = { partNumber: String(tags.length + 1), uploadId }
      const { etag } = await accept(await ask({ method: 'PUT', name, query, body }), 'part')
      tags.push(etag)
    }
    await put(first)
    for await (const part of others) await put(part)
    const body = Buffer.from(joining(tags))
    await accept(await ask({ method: 'POST', name, query: { uploadId }, body }), 'join')
  } catch (fault) {
    // Where this fails too, its parts are found by `keys`, and swept.
    await abortUpload(ask, name, uploadId).catch(() => {})
    throw fault
  }
}

export async function abortUpload(ask: AskS3, name: string, uploadId: string): Promise<void> {
  const answer = await ask({ method: 'DELETE', name, query: { uploadId } })
  answer.resume()
}

function joining(tags: readonly string[]): string {
  const parts = tags.map(
    (tag, n) =>
      `<Part><PartNumber>${n + 1}</PartNumber><ETag>${tag.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</ETag></Part>`,
  )
  return `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`
}

/** Joining takes long, so S3 says 200 beforehand, and only then whether it went well. */
async function accept(answer: Awaited<ReturnType<AskS3>>, what: string) {
  const text = await textOf(answer).catch((cause: unknown) => {
    throw new StoreUnavailable(`the report store’s answer broke off (${what})`, { cause })
  })
  const { statusCode: status, headers } = answer
  if (status === 404 || codeOf(text) !== '')
    throw new StoreUnavailable(`the report store answers ${status} ${codeOf(text)} (${what})`)
  return { text, etag: headers.etag ?? '' }
}
