import { setTimeout as pause } from 'node:timers/promises'
import type { ServerView } from '../db/authority.ts'
import { viewServer } from '../db/find-authority.ts'
import { type Finding, fail, ok, warn } from './finding.ts'

/** Milliseconds until a standby has what was written as it was looked at: a person notices the first, a logon waits for the second. */
const PATIENCE = { brisk: 1_000, all: 10_000, poll: 50 }

/** How long it takes until the one has what the other had written. Both are only looked at. */
export async function standbyKeepsUp(
  urls: readonly string[],
  views: readonly ServerView[],
  ticks: () => number,
): Promise<readonly Finding[]> {
  const url = urls[views.findIndex(({ state }) => state === 'standby')]
  const [written] = views.flatMap((view) => (view.state === 'writable' ? [view.position] : []))
  if (url === undefined || written === undefined) return []
  const began = ticks()
  for (;;) {
    const standby = await viewServer(url)
    const took = ticks() - began
    const lacks = standby.state === 'standby' ? written - standby.position : null
    if (lacks !== null && lacks <= 0) return [after(took)]
    if (took >= PATIENCE.all) return [fail(`the standby ${sayLacking(lacks)} after ${seconds(took)}`, SEE)]
    await pause(PATIENCE.poll)
  }
}

function after(took: number): Finding {
  const says = `the standby had after ${seconds(took)} what was written`
  return took <= PATIENCE.brisk ? ok(says) : warn(says, SEE)
}

const SEE = 'Run: sallyport site status, at the site that is written to. Its line, or its disk, is slow.'
const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} s`
const sayLacking = (bytes: number | null) =>
  bytes === null ? 'is not seen any more' : `lacks ${bytes} bytes of what was written`
