import type { TerminalDeed } from '../sites/rules/what-a-branch-allows.ts'
import type { DoorsOf } from '../sites/rules/where-doors-lead.ts'
import { listenerPath } from './card/listener-path.ts'
import { ccms } from './ccms/doors.ts'
import { dms } from './dms/doors.ts'
import type { Surface } from './doors.ts'
import { pathsOf } from './inside.tsx'
import { surfaceAt } from './surfaces.ts'

const TERMINALS: readonly Surface[] = [ccms, dms]
/** Public, and therefore below the landing page of CCMS. */
const DOCUMENTS = '/documents'

export function doorsAt(path: string): DoorsOf {
  return !isAtOrBelow(path, DOCUMENTS) && TERMINALS.includes(surfaceAt(path)) ? 'terminals' : 'house'
}

type Place = readonly [TerminalDeed, base: string]

/** What a POST to an address does, by where it lies; the deepest place names it. What no line names is `anything else`. */
const PLACES: readonly Place[] = TERMINALS.flatMap(({ logon, cards, initiation }) => [
  ...[...logon, ...cards].flatMap((door): Place[] => {
    const { password, channels, sessions, stay, logOut } = pathsOf(door)
    return [
      ['log on', door.path],
      ['anything else', listenerPath('step-up', door)],
      ['anything else', door.home],
      ['log out', logOut],
      ['stay logged on', stay],
      ['end own logon sessions', sessions],
      ['change own password', password],
      ['change own channels', channels],
    ]
  }),
  ['initiate', initiation.path] as const,
]).sort(([, a], [, b]) => b.length - a.length)

export function deedAt(path: string): TerminalDeed {
  return PLACES.find(([, base]) => isAtOrBelow(path, base))?.[0] ?? 'anything else'
}

function isAtOrBelow(path: string, base: string): boolean {
  return path === base || path.startsWith(`${base}/`)
}
