import type { Config } from '../config/read-config.ts'
import type { Follower } from '../db/follow-authority.ts'
import { orSay } from '../kernel/or-say.ts'
import type { Watch } from '../operations/watch.ts'
import { answerBatch } from '../report-api/answer-batch.ts'
import type { Site } from '../serving/open-site.ts'
import { type Listener, listen } from '../web/listen.ts'

interface Around {
  readonly site: Site
  readonly follower: Follower
  readonly watch: Watch
}

/** Where a batch brings reports; undefined where no listener was asked for. No page is there, whatever is asked. */
export async function openBatch(
  { site: here, reports: { listen: at }, tls }: Pick<Config, 'site' | 'reports' | 'tls'>,
  { site, follower, watch }: Around,
  opened: (listener: Listener) => void,
): Promise<Listener | undefined> {
  if (at === undefined) return undefined
  const front = answerBatch({
    world: () => site.authority().world,
    isHere: () => follower.followed.authority.site === here,
    watch: watch.requests,
    report: (fault) => watch.fault(fault, null),
  })
  const app = { fetch: () => new Response(null, { status: 404 }) }
  const listener = await orSay(
    `SALLYPORT_REPORTS_LISTEN: can't listen on ${at.host} port ${at.port}`,
    listen({ app, front, uploads: true, ...at, ...tls }),
  )
  opened(listener)
  return listener
}
