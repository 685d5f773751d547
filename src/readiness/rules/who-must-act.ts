import type { ReasonCode } from '../../programme/rules/reasons.ts'

/** Who can mend a lack: by the two chains of authority (domain I5.b), the firm's DAs keep users, DA 3 keeps DAs. */
const ACTORS = ['operator', 'client-connect', 'delegated-administrators', 'himself'] as const
export type Actor = (typeof ACTORS)[number]

/** A firm as far as it can help its own people. */
export interface FirmMeans {
  /** A DA maker and another who checks, or a DA under single control, not locked out and not suspended. */
  readonly administrators: boolean
  /** An active Client Connect user, who files DA 3, in our directory. */
  readonly clientConnect: boolean
}

/**
 * | lacks                                            | for a user     | of several firms | for a DA       |
 * | ------------------------------------------------ | -------------- | ---------------- | -------------- |
 * | an email, an accepted channel, a card, an active account | DAs    | operator         | Client Connect |
 * | a right                                          | DAs            | DAs              | Client Connect |
 * | a registration for the event                     | Client Connect | Client Connect   | Client Connect |
 * | initiation; the end of an attempt lock           | himself        | himself          | himself        |
 * | an open door                                     | operator       | operator         | operator       |
 *
 * Where the DAs must act and can't, Client Connect comes first. Not every Client Connect user need be in our directory:
 * where it knows none, the firm's line says so.
 */
const MENDS: Readonly<Record<ReasonCode, Actor>> = {
  'no-email': 'delegated-administrators',
  'not-entitled': 'delegated-administrators',
  'channel-refused': 'delegated-administrators',
  'no-card': 'delegated-administrators',
  suspended: 'delegated-administrators',
  'not-registered': 'client-connect',
  'not-initiated': 'himself',
  locked: 'himself',
  'outside-window': 'operator',
  'launch-not-approved': 'operator',
  'card-day-passed': 'operator',
  'outside-service-hours': 'operator',
}

/** A right is of his role in the firm; the rest is of his User ID, and no one firm's to change (adr/0023, adr/0044). */
const OF_HIS_ROLE: ReasonCode = 'not-entitled'

/** Who keeps somebody: his firm's DAs, DA 3, or the clearing house, where several firms have him. */
export interface Kept {
  readonly isAdministrator: boolean
  readonly ofSeveralFirms: boolean
}

/** In the order in which they must act. */
export function whoMustAct(
  lacks: readonly ReasonCode[],
  { isAdministrator, ofSeveralFirms }: Kept,
  firm: FirmMeans,
): readonly Actor[] {
  const wanted = new Set<Actor>()
  for (const code of lacks) {
    const actor = MENDS[code]
    if (actor !== 'delegated-administrators') wanted.add(actor)
    else if (isAdministrator) wanted.add('client-connect')
    else if (ofSeveralFirms && code !== OF_HIS_ROLE) wanted.add('operator')
    else {
      wanted.add(actor)
      if (!firm.administrators) wanted.add('client-connect')
    }
  }
  return ACTORS.filter((actor) => wanted.has(actor))
}
