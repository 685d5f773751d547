import { createHash } from 'node:crypto'
import { AwsV4Signer } from 'aws4fetch'
import type { Instant } from '../../kernel/instant.ts'
import type { S3Place } from '../report-place.ts'

export interface S3Request {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  /** Empty for the bucket itself. */
  readonly name: string
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array
}

export interface SignedRequest {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
}

/** AWS Signature Version 4. The digest of the body is part of it: what the line garbles, the service refuses. */
export async function signRequest(place: S3Place, request: S3Request, at: Instant): Promise<SignedRequest> {
  const { accessKey: accessKeyId, secret: secretAccessKey, region } = place
  const body = request.body ?? new Uint8Array()
  const signer = new AwsV4Signer({
    method: request.method,
    url: urlOf(place, request).href,
    headers: { ...request.headers, 'x-amz-content-sha256': createHash('sha256').update(body).digest('hex') },
    datetime: at.round('second').toString().replaceAll(/[-:]/g, ''),
    ...{ accessKeyId, secretAccessKey, region, service: 's3' },
  })
  const { url, headers } = await signer.sign()
  return { url, headers: { ...Object.fromEntries(headers), 'content-length': String(body.length) } }
}

function urlOf({ endpoint, bucket, bucketIn }: S3Place, { name, query = {} }: S3Request): URL {
  const url = new URL(endpoint)
  if (bucketIn === 'host') url.host = `${bucket}.${url.host}`
  url.pathname = bucketIn === 'host' ? `/${name}` : `/${bucket}/${name}`
  url.search = new URLSearchParams(query).toString()
  return url
}
