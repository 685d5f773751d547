import type { DoorId, FunctionId } from '../kernel/ids.ts'
import type { Audience } from './pages/props.ts'

/** One system's pages: its landing page and the doors behind it; `surfaces.ts` lists them all. */
export interface Surface {
  /** The system's id in the programme file. */
  readonly system: string
  readonly landing: string
  /** The way to another system, for those who came to the wrong one. */
  readonly elsewhere: { readonly system: string; readonly href: string } | null
  readonly audience: Audience
  readonly logon: readonly LogonDoor[]
  /** Smartcard doors. One that leads to several functions stands here for each, the one it opens on first. */
  readonly cards: readonly LogonDoor[]
  readonly initiation: { readonly door: DoorId; readonly path: string }
}

export interface LogonDoor {
  readonly door: DoorId
  readonly path: string
  readonly function: FunctionId
  /** The page behind the door. */
  readonly home: string
}
