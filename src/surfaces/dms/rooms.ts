import { mountFirmRequests } from '../requests/mount-requests.tsx'
import type { Room } from '../rooms.ts'
import { ADMINISTRATORS } from './administrators.ts'
import { mountEmails } from './emails.tsx'
import { mountDmsOverview } from './overview.tsx'
import { mountReadiness } from './readiness.tsx'

/** The rooms of a firm's Delegated Administrators, in the order of the navigation. */
export const dmsRooms: readonly Room[] = [
  { path: '', label: 'overview', roles: ADMINISTRATORS, mount: mountDmsOverview },
  { path: 'requests', label: 'requests', roles: ADMINISTRATORS, mount: mountFirmRequests },
  { path: 'readiness', label: 'readiness', roles: ADMINISTRATORS, mount: mountReadiness },
  { path: 'emails', label: 'emails', roles: ADMINISTRATORS, mount: mountEmails },
]
