import type { Database } from '../db/transaction.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Randomness } from '../kernel/randomness.ts'
import { cardListenerOptions } from './ask-for-card.ts'
import type { CardSettings } from './read-trust.ts'
import { openRevocation, type RevocationState, type SourceState } from './revocation.ts'
import { listStore } from './store.ts'
import { cardVerifier, type VerifyCard } from './verify-card.ts'

const REFRESH_MILLISECONDS = 60_000

export interface OpenCards {
  readonly judging: {
    readonly verify: VerifyCard
    readonly revocation: () => RevocationState
  }
  /** What the listener that asks for cards is made with. */
  readonly tls: ReturnType<typeof cardListenerOptions>
  /** Looks at once what was revoked. */
  refresh(): Promise<void>
  stop(): void
}

/** Judges cards, and keeps what their authorities say of revocation fresh: each minute, or `onFailing` hears which source. */
export async function openCards(wanted: {
  readonly settings: CardSettings
  /** Where the newest list of each authority rests. */
  readonly database: Database
  readonly randomness: Randomness
  readonly wire: Clock
  readonly onFailing: (source: SourceState) => void
  readonly onFault: (fault: unknown) => void
}): Promise<OpenCards> {
  const { settings, database, randomness, wire, onFailing, onFault } = wanted
  const revocation = await openRevocation({
    settings,
    store: listStore(database),
    randomness,
    wire: wire.now(),
  })
  const refresh = async () => {
    await revocation.refresh(wire.now())
    const { sources } = revocation.state(wire.now())
    for (const source of sources) if (source.lastFault !== undefined) onFailing(source)
  }
  // A node does not wait for an authority that is slow; the first card does, and nobody else.
  const first = refresh().catch(onFault)
  const turns = setInterval(() => refresh().catch(onFault), REFRESH_MILLISECONDS)
  const verify = cardVerifier(settings.trust, revocation)
  return {
    judging: {
      verify: async (presented, at) => {
        await first
        return verify(presented, at)
      },
      revocation: () => revocation.state(wire.now()),
    },
    tls: cardListenerOptions(settings.trust),
    refresh,
    stop: () => clearInterval(turns),
  }
}
