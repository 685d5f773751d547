import type { Role } from '../../kernel/vocabulary.ts'
import { mountDeskOverview } from '../overview.tsx'
import { mountDeskRequests } from '../requests/mount-requests.tsx'
import type { Room } from '../rooms.ts'
import { mountDeskEvents } from './events.tsx'

const DESK: readonly Role[] = ['operator-maker', 'operator-checker', 'hotline', 'auditor']

const DECIDING: readonly Role[] = ['operator-maker', 'operator-checker', 'auditor']

/** The rooms of the operator's desk, in the order of the navigation. */
export const operatorDeskRooms: readonly Room[] = [
  { path: '', label: 'overview', roles: DESK, mount: mountDeskOverview },
  { path: 'requests', label: 'requests', roles: DECIDING, mount: mountDeskRequests },
  { path: 'events', label: 'events', roles: DESK, mount: mountDeskEvents },
]
