import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { get } from 'node:https'

/** The status of a page whose certificate is the demo's own; 0 where nothing answers. */
export async function statusOf(url: string): Promise<number> {
  try {
    const [answer] = (await once(get(url, { rejectUnauthorized: false }), 'response')) as [IncomingMessage]
    answer.resume()
    return answer.statusCode ?? 0
  } catch {
    return 0
  }
}
