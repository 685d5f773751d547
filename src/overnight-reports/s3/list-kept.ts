import type { Instant } from '../../kernel/instant.ts'
import { StoreUnavailable } from '../store-unavailable.ts'
import { type AskS3, textOf } from './ask-s3.ts'
import { elementsOf, textIn } from './read-xml.ts'

export interface Named {
  /** In the bucket. */
  readonly name: string
  readonly keptAt: Instant
}

export interface UnfinishedUpload extends Named {
  readonly uploadId: string
}

/** Whatever is in the bucket under a prefix, page by page. */
export async function* listObjects(ask: AskS3, prefix: string): AsyncGenerator<Named> {
  let next: Readonly<Record<string, string>> | undefined = {}
  while (next !== undefined) {
    const xml = await page(ask, { 'list-type': '2', prefix, ...next })
    for (const each of elementsOf(xml, 'Contents'))
      yield { name: textIn(each, 'Key') ?? '', keptAt: timeIn(each, 'LastModified') }
    const token = textIn(xml, 'NextContinuationToken')
    next = textIn(xml, 'IsTruncated') === 'true' && token ? { 'continuation-token': token } : undefined
  }
}

/** Uploads in parts that were begun, and neither joined nor given up. */
export async function* listUploads(ask: AskS3, prefix: string): AsyncGenerator<UnfinishedUpload> {
  let next: Readonly<Record<string, string>> | undefined = {}
  while (next !== undefined) {
    const xml = await page(ask, { uploads: '', prefix, ...next })
    for (const each of elementsOf(xml, 'Upload'))
      yield {
        name: textIn(each, 'Key') ?? '',
        uploadId: textIn(each, 'UploadId') ?? '',
        keptAt: timeIn(each, 'Initiated'),
      }
    const [key, upload] = [textIn(xml, 'NextKeyMarker'), textIn(xml, 'NextUploadIdMarker')]
    const more = textIn(xml, 'IsTruncated') === 'true' && key && upload
    next = more ? { 'key-marker': key, 'upload-id-marker': upload } : undefined
  }
}

async function page(ask: AskS3, query: Readonly<Record<string, string>>): Promise<string> {
  const answer = await ask({ method: 'GET', name: '', query })
  const text = await textOf(answer)
  if (answer.statusCode === 404) throw new StoreUnavailable('the report store has no such bucket')
  return text
}

function timeIn(xml: string, name: string): Instant {
  return Temporal.Instant.from(textIn(xml, name) ?? '')
}
