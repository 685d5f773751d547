import { type Instant, isAtOrBefore } from '../kernel/instant.ts'
import type { Randomness } from '../kernel/randomness.ts'
import { type AskedResponder, askResponder, type ResponderFault } from './ask-responder.ts'
import type { Bounds } from './fetch-bounded.ts'
import { keepLists, type ListKeeper, type ListStore, type SourceFault } from './keep-lists.ts'
import type { CardSettings } from './read-trust.ts'
import type { Certificate } from './reading/certificate.ts'
import { isSameAuthority, wordsOfLists } from './rules/held-lists.ts'
import type { WhenUnreachable } from './rules/judge-revocation.ts'
import type { RevocationSource } from './verify-card.ts'

export interface Revocation extends RevocationSource {
  /** Fetches the lists that are due; called every minute or so, and once before the first card is looked at. */
  refresh(wire: Instant): Promise<void>
  /** For operators: what is believed until when, what fails since when, and what then happens. */
  state(wire: Instant): RevocationState
}

export interface RevocationState {
  readonly whenUnreachable: WhenUnreachable
  readonly sources: readonly SourceState[]
  /** Names of the authorities of whom no list is held and no responder is configured: their cards are refused. */
  readonly unspoken: readonly string[]
}

export interface SourceState {
  readonly kind: 'list' | 'responder'
  readonly url: string
  /**
   * Of a list, `overdue`: past its end, believed for the hours allowed. `closed`, `unknown`: what it speaks for is refused,
   * if nothing else speaks for it. Of a responder, how it answered last; until a card comes nobody has asked it.
   */
  readonly standing: ListStanding | 'answers' | 'silent' | 'unasked'
  readonly nextUpdate: Instant | undefined
  readonly lastGood: Instant | undefined
  readonly lastFault: { readonly at: Instant; readonly reason: SourceFault | ResponderFault } | undefined
}

type ListStanding = 'fresh' | 'overdue' | 'closed' | 'unknown'

/** Lists in memory, for judging costs no wait, and at rest in `store`; answers in memory alone: they are asked for anew. */
export async function openRevocation(wanted: {
  readonly settings: CardSettings
  readonly store: ListStore
  readonly randomness: Randomness
  readonly wire: Instant
  readonly bounds?: Bounds
}): Promise<Revocation> {
  const { settings, store, randomness, wire } = wanted
  const bounds = wanted.bounds === undefined ? {} : { bounds: wanted.bounds }
  const authorities = authoritiesOf(settings)
  const lists = keepLists({ urls: settings.lists, authorities, store, ...bounds })
  await lists.recall(wire)
  const responders = settings.responders.map((responder) =>
    askResponder({
      responder,
      randomness,
      wordsOn: (certificate) => wordsOfLists(lists.held(), certificate, responder.authority),
      ...bounds,
    }),
  )
  return {
    whenUnreachable: settings.whenUnreachable,
    wordsOn: async (certificate, authority, at) => {
      const responder = responders.find(({ responder: { authority: of } }) => isSameAuthority(of, authority))
      const word = await responder?.wordOn(certificate, at)
      return [...wordsOfLists(lists.held(), certificate, authority), ...(word === undefined ? [] : [word])]
    },
    refresh: (at) => lists.refresh(at),
    state: (at) => ({
      whenUnreachable: settings.whenUnreachable,
      sources: [
        ...listStates(lists, settings.whenUnreachable, at),
        ...responders.map((responder) => responderState(responder)),
      ],
      unspoken: authorities
        .filter((authority) => !isSpokenFor(authority, lists, responders))
        .map(({ subject }) => subject.text),
    }),
  }
}

function authoritiesOf({ trust: { anchors, intermediates } }: CardSettings): readonly Certificate[] {
  return [...anchors.map(({ certificate }) => certificate), ...intermediates]
}

function isSpokenFor(
  authority: Certificate,
  lists: ListKeeper,
  responders: readonly AskedResponder[],
): boolean {
  return (
    [...lists.held()].some((held) => isSameAuthority(held.authority, authority)) ||
    responders.some(({ responder }) => isSameAuthority(responder.authority, authority))
  )
}

function listStates(
  lists: ListKeeper,
  whenUnreachable: WhenUnreachable,
  wire: Instant,
): readonly SourceState[] {
  return lists.sources.map(({ url, slot, lastGood, lastFault }) => {
    const nextUpdate = lists.inSlot(slot)?.list.nextUpdate
    return {
      kind: 'list',
      url,
      standing: standingOf(nextUpdate, whenUnreachable, wire),
      nextUpdate,
      lastGood,
      lastFault,
    }
  })
}

function standingOf(
  nextUpdate: Instant | undefined,
  whenUnreachable: WhenUnreachable,
  wire: Instant,
): ListStanding {
  if (nextUpdate === undefined) return 'unknown'
  if (isAtOrBefore(wire, nextUpdate)) return 'fresh'
  if (whenUnreachable === 'refuse') return 'closed'
  return isAtOrBefore(wire, nextUpdate.add({ hours: whenUnreachable.acceptForHours })) ? 'overdue' : 'closed'
}

/** A responder speaks of one card at a time; what it said last of anybody says how it is. */
function responderState({ responder: { url }, lastGood, lastFault }: AskedResponder): SourceState {
  const [good, fault] = [lastGood(), lastFault()]
  const standing = fault === undefined ? (good === undefined ? 'unasked' : 'answers') : 'silent'
  return { kind: 'responder', url, standing, nextUpdate: undefined, lastGood: good, lastFault: fault }
}
