import type { ChannelKind, OwnChange } from '../../kernel/vocabulary.ts'

/** What is asked of an account before something of it may be changed. */
export interface Changeable {
  readonly channels: readonly ChannelKind[]
  /** Of these, the ones the door takes through which the person came. */
  readonly taken: readonly ChannelKind[]
  /** What some door of this system takes from him, set up or not. */
  readonly useful: readonly ChannelKind[]
  readonly email: string | null
  /** Whether what is changed here stays (the programme's decision). */
  readonly carriedForward: boolean
}

export type ChangeObstacle =
  | 'not-carried-forward'
  | 'in-force-already'
  | 'not-in-force'
  | 'taken-nowhere'
  | 'no-email'
  | 'last-channel'
  | 'no-channel'

type Obstacle = readonly [ChangeObstacle, (of: Changeable) => boolean]

/** A phone would keep a dead secret, a mailbox a promise that is thrown away (spec 6). A password is typed anew. */
const thrownAway: Obstacle = ['not-carried-forward', ({ carriedForward }) => !carriedForward]
/** Nothing to prove oneself by: every change needs a passcode of a channel that this door takes. */
const unprovable: Obstacle = ['no-channel', ({ taken }) => taken.length === 0]
const noEmail: Obstacle = ['no-email', ({ email }) => email === null]
const has = (kind: ChannelKind): Obstacle => ['in-force-already', ({ channels }) => channels.includes(kind)]
const lacks = (kind: ChannelKind): Obstacle => ['not-in-force', ({ channels }) => !channels.includes(kind)]
/** A channel that no door takes would be a promise nobody keeps. */
const useless = (kind: ChannelKind): Obstacle => ['taken-nowhere', ({ useful }) => !useful.includes(kind)]
/** Nobody locks himself out of the door he stands in. */
const last = (kind: ChannelKind): Obstacle => [
  'last-channel',
  ({ taken }) => taken.every((one) => one === kind),
]

/** What stands in the way of each change, in this order. */
const OBSTACLES: Readonly<Record<OwnChange, readonly Obstacle[]>> = {
  password: [unprovable],
  'add-app': [thrownAway, has('app'), useless('app'), unprovable],
  'replace-app': [thrownAway, lacks('app'), useless('app'), unprovable],
  'add-email': [thrownAway, has('email'), useless('email'), noEmail, unprovable],
  'remove-app': [thrownAway, lacks('app'), last('app'), unprovable],
  'remove-email': [thrownAway, lacks('email'), last('email'), unprovable],
}

/** Null when the change may be made. */
export function mayChange(change: OwnChange, of: Changeable): ChangeObstacle | null {
  return OBSTACLES[change].find(([, stands]) => stands(of))?.[0] ?? null
}

/** The channel a change puts in force; null where it puts none. */
export const ADDS: Readonly<Record<OwnChange, ChannelKind | null>> = {
  password: null,
  'add-app': 'app',
  'replace-app': 'app',
  'add-email': 'email',
  'remove-app': null,
  'remove-email': null,
}

/** The channel a change closes. */
export const CLOSES: Readonly<Record<OwnChange, ChannelKind | null>> = {
  password: null,
  'add-app': null,
  'replace-app': 'app',
  'add-email': null,
  'remove-app': 'app',
  'remove-email': 'email',
}
