import type { Role } from '../../kernel/vocabulary.ts'
import { mountFirmOverview } from '../overview.tsx'
import type { Room } from '../rooms.ts'

const ADMINISTRATORS: readonly Role[] = ['da-maker', 'da-checker', 'da-single']

/** The rooms of a firm's Delegated Administrators, in the order of the navigation. */
export const dmsRooms: readonly Room[] = [
  { path: '', label: 'overview', roles: ADMINISTRATORS, mount: mountFirmOverview },
]
