import { statfsSync } from 'node:fs'
import type { Authority, ServerView } from '../../../src/db/authority.ts'
import { viewServer } from '../../../src/db/find-authority.ts'
import { openEye } from '../../../src/db/look-at-server.ts'
import type { SiteId } from '../../../src/kernel/ids.ts'
import { otherSite } from '../../../src/sites/rules/other-site.ts'
import { lookAtServer } from '../../../src/sites/servers/look-at-server.ts'
import type { DataCentre } from './data-centre.ts'
import type { People } from './people.ts'

/** What an operator sees of both sites: `sallyport site status` at either, the hosts, and whether people are served. */
export interface Seen {
  readonly holder: SiteId
  readonly other: SiteId
  readonly mode: Authority['mode']
  /** Milliseconds. */
  readonly unserved: number
  readonly views: Readonly<Record<SiteId, ServerView>>
  /** A commit is acknowledged at the server that holds authority. */
  readonly acknowledges: boolean
  /** The other site's server streams from it. */
  readonly streams: boolean
  readonly reachedByPeople: boolean
  readonly on: Readonly<Record<SiteId, boolean>>
  readonly diskFull: Readonly<Record<SiteId, boolean>>
}

type Centres = Readonly<Record<SiteId, DataCentre>>

/** `known`: what was seen last, where no server can be seen now. */
export async function look(
  at: Centres,
  people: People,
  known: Authority,
): Promise<Seen & { known: Authority }> {
  const [primary, secondary] = await Promise.all([
    viewServer(at.primary.urls.ownerUrl),
    viewServer(at.secondary.urls.ownerUrl),
  ])
  const views = { primary, secondary }
  const now = newest(known, views)
  const other = otherSite(now.site)
  const writable = views[now.site].state === 'writable'
  return {
    ...{ holder: now.site, other, mode: now.mode, known: now, views },
    unserved: people.unserved(),
    acknowledges: writable && (await acknowledges(at[now.site])),
    streams: writable && (await streams(at[now.site], other)),
    reachedByPeople: await people.reached(now.site),
    on: { primary: at.primary.manager.isOn, secondary: at.secondary.manager.isOn },
    diskFull: { primary: isFull(at.primary), secondary: isFull(at.secondary) },
  }
}

function newest(known: Authority, views: Readonly<Record<SiteId, ServerView>>): Authority {
  const seen = Object.values(views).flatMap((view) => (view.state === 'lost' ? [] : [view]))
  // A standby says what it was told last: of two that say the same term the writable one knows.
  return seen.reduce(
    (best, { state, authority }) =>
      authority.term > best.term || (authority.term === best.term && state === 'writable') ? authority : best,
    known,
  )
}

async function acknowledges({ urls }: DataCentre): Promise<boolean> {
  const eye = openEye(urls.ownerUrl)
  const answer = await eye.commits().finally(() => eye.close())
  return answer === 'acknowledged'
}

async function streams({ urls }: DataCentre, standby: SiteId): Promise<boolean> {
  const { standbys } = await lookAtServer(urls.superuserUrl)
  return standbys.some(({ name, synchronous }) => name === standby && synchronous)
}

function isFull({ disk: { folder } }: DataCentre): boolean {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize < 1024 ** 2
}
