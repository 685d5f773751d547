import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage, Agent as PlainAgent, request as plainly } from 'node:http'
import { Agent, request as overTls } from 'node:https'
import type { Clock } from '../../kernel/clock.ts'
import { reasonOf } from '../../kernel/reason-of.ts'
import type { S3Place } from '../report-place.ts'
import { StoreUnavailable } from '../store-unavailable.ts'
import { codeOf } from './read-xml.ts'
import { type S3Request, signRequest } from './sign-request.ts'

export interface S3World {
  readonly clock: Clock
  readonly pause: (milliseconds: number) => Promise<void>
  /** How long a line may be still before an answer begins. */
  readonly patienceMilliseconds: number
}

/** Sends one request, again where that is of use; what it refuses for good is thrown, but for 404. */
export type AskS3 = (request: S3Request) => Promise<IncomingMessage>

/** Waited before it is tried again: services of this kind ask for that where they are busy, or a server of theirs fails. */
const PAUSES = [200, 1_000]
const PASSES: ReadonlySet<number> = new Set([429, 500, 502, 503, 504])
const FULL: ReadonlySet<string> = new Set(['QuotaExceeded', 'XMinioStorageFull', 'EntityTooLarge'])
const INSUFFICIENT_STORAGE = 507
/** What it says of itself is a few hundred bytes, a page of a list below a megabyte. */
const LONGEST_TEXT = 4 * 1024 * 1024

export function askS3(place: S3Place, { clock, pause, patienceMilliseconds }: S3World): AskS3 {
  const isTls = place.endpoint.startsWith('https:')
  const agent = isTls
    ? new Agent({ keepAlive: true, ...(place.ca !== undefined && { ca: place.ca }) })
    : new PlainAgent({ keepAlive: true })
  const send = async (request: S3Request) => {
    const { url, headers } = await signRequest(place, request, clock.now())
    const options = { method: request.method, headers, agent }
    const outgoing = isTls ? overTls(url, options) : plainly(url, options)
    return answerTo(outgoing, request.body, patienceMilliseconds)
  }
  return async (request) => {
    for (const milliseconds of PAUSES) {
      const answer = await send(request).catch(() => undefined)
      if (answer !== undefined && !PASSES.has(answer.statusCode ?? 0)) return refuseOthers(request, answer)
      answer?.destroy()
      await pause(milliseconds)
    }
    const last = await send(request).catch((cause: unknown) => {
      throw new StoreUnavailable(`the report store is away: ${reasonOf(cause)}`, { cause })
    })
    return refuseOthers(request, last)
  }
}

/** An answer whose body nobody has read yet. A line that is still while it is sent, or before it begins, is a cut line. */
async function answerTo(
  outgoing: ClientRequest,
  body: Uint8Array | undefined,
  patience: number,
): Promise<IncomingMessage> {
  outgoing.setTimeout(patience, () => outgoing.destroy(new Error('no answer came')))
  outgoing.end(body)
  const [answer] = (await once(outgoing, 'response')) as [IncomingMessage]
  // A slow reader downstream makes this line still, for as long as he likes.
  outgoing.setTimeout(0)
  // What was sent may still be under way where it was refused early; that fault is nobody's.
  outgoing.on('error', () => {})
  return answer
}

async function refuseOthers({ method, name }: S3Request, answer: IncomingMessage): Promise<IncomingMessage> {
  const { statusCode: status = 0 } = answer
  if ((status >= 200 && status < 300) || status === 404) return answer
  const code = codeOf(await textOf(answer).catch(() => ''))
  throw new StoreUnavailable(
    `the report store answers ${status}${code === '' ? '' : ` ${code}`} (${method} ${name === '' ? 'bucket' : name})`,
    { isFull: status === INSUFFICIENT_STORAGE || FULL.has(code) },
  )
}

/** The whole of a short answer. */
export async function textOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > LONGEST_TEXT) throw new StoreUnavailable('the report store’s answer has no end')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
