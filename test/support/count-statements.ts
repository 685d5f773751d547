import pg from 'pg'
import { vi } from 'vitest'
import type { Batch } from '../../src/db/batch.ts'
import type { Node } from '../../src/wire.ts'

const SIGNS_IN = 'set local role sallyport_sign_in'

/**
 * The statements that the sign-in transactions of this process send while `work` runs, in order, BEGIN and COMMIT
 * included. Texts only, values travel apart from them; what mail workers do is left out.
 */
export async function statementsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  return (await batchesOf(work)).flat()
}

/** The same by the messages they leave in: each is one way there and back. */
export async function batchesOf(work: () => Promise<unknown>): Promise<readonly (readonly string[])[]> {
  const sent: (readonly string[])[] = []
  const signingIn = new WeakSet<pg.Client>()
  const query = pg.Client.prototype.query as (this: pg.Client, batch: Batch) => unknown
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (
    this: pg.Client,
    batch: Batch,
  ) {
    if (batch.texts.includes(SIGNS_IN)) signingIn.add(this)
    if (signingIn.has(this)) sent.push(batch.texts)
    if (batch.texts.some((text) => /^(commit|rollback)/.test(text))) signingIn.delete(this)
    return query.call(this, batch)
  } as never)
  try {
    await work()
  } finally {
    spy.mockRestore()
  }
  return sent
}

/** Launch decisions are read at each request, as while the feed is silent: when it was heard last is no User ID's affair. */
export function rememberNoDecisions({ world }: Node): void {
  const read = () => world.database.readAtOnce({ as: 'sign-in' }, world.inForce)
  vi.spyOn(world.recentInForce, 'now').mockImplementation(read)
}
