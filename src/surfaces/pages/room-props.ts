import type { Notice } from '../../notices/read-notices.ts'
import type { Texts } from '../../texts/en.ts'
import type { PageProps, SessionView } from './props.ts'

/** A place of the navigation. `page` is the one shown, `room` the one that the page shown lies in. */
export interface RoomLink {
  readonly to: string
  readonly label: keyof Texts['rooms']
  readonly current: 'page' | 'room' | null
}

/** The firm whose pages these are: at the head of every one of them. */
export interface FirmView {
  readonly code: string
  readonly name: string
  readonly singleControl: boolean
  /** Where another firm is chosen; null where there is but one. */
  readonly choose: string | null
}

/** What stands around a page behind a door with rooms. `enterFirm` and `enterDesk` make it. */
export interface Around extends PageProps {
  readonly session: SessionView
  readonly functionName: string
  /** Null at the desk. */
  readonly firm: FirmView | null
  readonly rooms: readonly RoomLink[]
  /** What waits for him here: counted in the navigation, listed where he arrives. */
  readonly notices: readonly Notice[]
  /** False in a test session whose changes are thrown away. */
  readonly mayChange: boolean
}
