import type { Config } from './config.ts'
import { orSay } from './kernel/or-say.ts'
import { answerBatch, type BatchParts } from './report-api/answer-batch.ts'
import { type Listener, listen } from './web/listen.ts'

/** Where a batch brings reports; undefined where no listener was asked for. No page is there, whatever is asked. */
export async function openBatch(
  { reportsListen: at, tls }: Pick<Config, 'reportsListen' | 'tls'>,
  parts: BatchParts,
): Promise<Listener | undefined> {
  if (at === undefined) return undefined
  const app = { fetch: () => new Response(null, { status: 404 }) }
  return orSay(
    `SALLYPORT_REPORTS_LISTEN: can't listen on ${at.host} port ${at.port}`,
    listen({ app, front: answerBatch(parts), uploads: true, ...at, ...tls }),
  )
}
