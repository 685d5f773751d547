import type { Config } from '../config/read-config.ts'
import { orSay } from '../kernel/or-say.ts'
import { type BounceListener, type BounceWorld, receiveBounces } from '../outbox/receive-bounces.ts'

/** Opens where the mail server brings what came back; undefined where it was not asked for. */
export async function openBounces(
  { mailLeaving: { bounces }, tls }: Pick<Config, 'mailLeaving' | 'tls'>,
  world: Omit<BounceWorld, 'at'>,
  opened: (listener: BounceListener) => void,
): Promise<BounceListener | undefined> {
  if (bounces === undefined) return undefined
  const { host, port } = bounces.listen
  const listener = await orSay(
    `SALLYPORT_BOUNCE_LISTEN: can't listen on ${host} port ${port}`,
    receiveBounces({ ...world, at: bounces.address }, { host, port, tls }),
  )
  opened(listener)
  return listener
}
