import { type Instant, isBefore } from '../kernel/instant.ts'
import { done, type Result, refused } from '../kernel/result.ts'
import { isSignedBy } from './check-signature.ts'
import { type Bounds, type FetchFault, fetchBounded } from './fetch-bounded.ts'
import type { Certificate } from './reading/certificate.ts'
import { readRevocationList } from './reading/revocation-list.ts'
import { type HeldList, mayFollow, ownerOf, slotOf } from './rules/held-lists.ts'
import { isFresh, type ListFault } from './rules/judge-list.ts'
import { refreshAt, retryAt } from './rules/next-refresh.ts'

/** A list of a million revoked cards has some 30 MB; whoever sends more is not an authority of ours. */
const BOUNDS: Bounds = { bytes: 32 * 1024 * 1024, milliseconds: 20_000 }

export type SourceFault = FetchFault | ListFault | 'older-than-held' | 'stale'

/** One configured address and how it goes with it. */
export interface ListSource {
  readonly url: string
  due: Instant | undefined
  slot: string | undefined
  lastGood: Instant | undefined
  lastFault: { readonly at: Instant; readonly reason: SourceFault } | undefined
}

/** Where the newest list of each slot rests, so that a restart while the authority is away begins with its last word. */
export interface ListStore {
  read(): Promise<readonly Uint8Array[]>
  keep(slot: string, held: HeldList, wire: Instant): Promise<void>
}

export interface ListKeeper {
  readonly sources: readonly ListSource[]
  held(): Iterable<HeldList>
  inSlot(slot: string | undefined): HeldList | undefined
  /** What rests in the store, judged like anything fetched. */
  recall(wire: Instant): Promise<void>
  /** Fetches what is due, all at once. Never throws for a source: its fault stands beside it. */
  refresh(wire: Instant): Promise<void>
}

export function keepLists(wanted: {
  readonly urls: readonly string[]
  readonly authorities: readonly Certificate[]
  readonly store: ListStore
  readonly bounds?: Bounds
}): ListKeeper {
  const held = new Map<string, HeldList>()
  const sources = wanted.urls.map(newSource)
  const accept = (bytes: Uint8Array, wire: Instant): Result<string, SourceFault> => {
    const read = readRevocationList(bytes)
    if (!read.ok) return read
    const owner = ownerOf(read.value, wanted.authorities, wire, { isSignedBy })
    if (!owner.ok) return owner
    const slot = slotOf(owner.value)
    const before = held.get(slot)
    if (before !== undefined && !mayFollow(read.value, before.list)) return refused('older-than-held')
    held.set(slot, owner.value)
    return done(slot)
  }
  const fetchInto = async (source: ListSource, wire: Instant) => {
    const fetched = await fetchBounded(source.url, wanted.bounds ?? BOUNDS)
    const accepted = fetched.ok ? accept(fetched.value, wire) : fetched
    const list = accepted.ok ? held.get(accepted.value) : undefined
    if (accepted.ok && list !== undefined) {
      source.slot = accepted.value
      await wanted.store.keep(accepted.value, list, wire)
    }
    settle(source, accepted.ok ? list : accepted.refusal, wire)
  }
  return {
    sources,
    held: () => held.values(),
    inSlot: (slot) => (slot === undefined ? undefined : held.get(slot)),
    recall: async (wire) => {
      for (const bytes of await wanted.store.read()) accept(bytes, wire)
    },
    refresh: async (wire) => {
      const due = sources.filter(({ due: at }) => at === undefined || !isBefore(wire, at))
      await Promise.all(due.map((source) => fetchInto(source, wire)))
    },
  }
}

function newSource(url: string): ListSource {
  return { url, due: undefined, slot: undefined, lastGood: undefined, lastFault: undefined }
}

/** A list that came well but is past its own end counts as one that didn't come. */
function settle(source: ListSource, came: HeldList | SourceFault | undefined, wire: Instant): void {
  if (came !== undefined && typeof came !== 'string' && isFresh(came.list, wire)) {
    source.lastGood = wire
    source.lastFault = undefined
    source.due = refreshAt(wire, came.list.nextUpdate ?? wire)
    return
  }
  source.lastFault = { at: wire, reason: typeof came === 'string' ? came : 'stale' }
  source.due = retryAt(wire)
}
