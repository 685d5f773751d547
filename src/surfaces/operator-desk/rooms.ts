import type { Role } from '../../kernel/vocabulary.ts'
import { mountDeskOverview } from '../overview.tsx'
import type { Room } from '../rooms.ts'

const DESK: readonly Role[] = ['operator-maker', 'operator-checker', 'hotline', 'auditor']

/** The rooms of the operator's desk, in the order of the navigation. */
export const operatorDeskRooms: readonly Room[] = [
  { path: '', label: 'overview', roles: DESK, mount: mountDeskOverview },
]
