import { sql } from 'kysely'
import { selectRows } from '../db/transaction.ts'
import { systemRandomness } from '../kernel/system.ts'
import { fetchBounded } from '../smartcards/fetch-bounded.ts'
import type { ListStore } from '../smartcards/keep-lists.ts'
import { openRevocation, type SourceState } from '../smartcards/revocation.ts'
import { type Finding, fail, ok, warn } from './finding.ts'
import type { LookedAt } from './look-at.ts'
import type { DaysAhead } from './rules/days-ahead.ts'

/** Looks, and leaves nothing: what the nodes hold of it they fetch themselves. */
const NOWHERE: ListStore = { read: async () => [], keep: async () => undefined }
const BOUNDS = { bytes: 64 * 1024, milliseconds: 5_000 }

/** Each list is fetched and judged as a node would; a responder is only knocked at, for it speaks of one card at a time. */
export async function revocationAhead(
  { config, clock }: LookedAt,
  ahead: DaysAhead,
): Promise<readonly Finding[]> {
  if (config.cards === undefined) return [ok('this site asks nobody for a smartcard')]
  const { settings } = config.cards
  const at = clock.now()
  const revocation = await openRevocation({
    ...{ settings, store: NOWHERE, randomness: systemRandomness, wire: at },
  })
  await revocation.refresh(at)
  const { sources, unspoken } = revocation.state(at)
  const lists = sources.filter(({ kind }) => kind === 'list')
  return [
    ...lists.map((source) => listAhead(source, ahead)),
    ...(await Promise.all(settings.responders.map(({ url }) => responderAhead(url)))),
    ...unspoken.map((authority) =>
      fail(
        `${authority}: nobody says which of its cards are revoked`,
        'Name its list or its responder in the trust file.',
      ),
    ),
  ]
}

function listAhead(
  { url, standing, nextUpdate, lastFault }: SourceState,
  { begins, ends }: DaysAhead,
): Finding {
  if (lastFault !== undefined || standing !== 'fresh' || nextUpdate === undefined)
    return fail(
      `${url}: ${lastFault?.reason ?? standing}`,
      'Its cards are refused without it: call the authority.',
    )
  const during =
    Temporal.Instant.compare(begins, nextUpdate) <= 0 && Temporal.Instant.compare(nextUpdate, ends) < 0
  return during
    ? warn(
        `${url}: the list held ends on that day, at ${nextUpdate}`,
        'Ask the authority when it issues the next one.',
      )
    : ok(`${url}: fetched, good until ${nextUpdate}`)
}

async function responderAhead(url: string): Promise<Finding> {
  const answered = await fetchBounded(url, BOUNDS, {
    type: 'application/ocsp-request',
    bytes: new Uint8Array(),
  })
  const away = !answered.ok && (answered.refusal === 'unreachable' || answered.refusal === 'timed-out')
  return away
    ? fail(`${url}: ${answered.refusal}`, 'Its cards are refused without it: call the authority.')
    : ok(`${url}: it answers`)
}

/** Whose smartcard runs out while he may need it. */
export async function cardsAhead(
  { database }: LookedAt,
  { cardsUntil }: DaysAhead,
): Promise<readonly Finding[]> {
  const [counted] = await database.read({ as: 'operations' }, (db) =>
    selectRows<{ held: number; short: number }>(
      db,
      sql`select count(*)::int as held, (count(*) filter (where not_after < ${cardsUntil}::timestamptz))::int as short
        from smartcard where valid_to is null`,
    ),
  )
  const { held = 0, short = 0 } = counted ?? {}
  return [
    short === 0
      ? ok(`${held} smartcards in force, none of which expires before ${cardsUntil}`)
      : warn(
          `${short} of ${held} smartcards in force expire before ${cardsUntil}`,
          'Have them replaced, or their holders initiated.',
        ),
  ]
}
