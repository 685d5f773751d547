import { done, type Result, refused } from '../kernel/result.ts'

export type FetchFault = 'unreachable' | 'timed-out' | 'too-large' | 'status' | 'redirected'

export interface Bounds {
  readonly bytes: number
  readonly milliseconds: number
}

/**
 * One request to a configured address: no redirect is followed, nothing is read beyond the bounds, and a slow sender is
 * left. With a body it is a POST of that type.
 */
export async function fetchBounded(
  url: string,
  bounds: Bounds,
  body?: { readonly type: string; readonly bytes: Uint8Array },
): Promise<Result<Uint8Array, FetchFault>> {
  const signal = AbortSignal.timeout(bounds.milliseconds)
  try {
    const response = await fetch(url, {
      redirect: 'manual',
      signal,
      headers: { 'accept-encoding': 'identity', ...(body && { 'content-type': body.type }) },
      ...(body && { method: 'POST', body: Buffer.from(body.bytes) }),
    })
    if (response.status === 200) return await readAtMost(response, bounds.bytes)
    // Not waited for: the sender may take as long as it likes to notice.
    response.body?.cancel().catch(() => undefined)
    return refused(response.status >= 300 && response.status < 400 ? 'redirected' : 'status')
  } catch {
    return refused(signal.aborted ? 'timed-out' : 'unreachable')
  }
}

async function readAtMost(response: Response, most: number): Promise<Result<Uint8Array, FetchFault>> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of response.body ?? []) {
    length += chunk.length
    if (length > most) return refused('too-large')
    chunks.push(chunk)
  }
  return done(Buffer.concat(chunks))
}
